import type { App } from '../app.ts'
import type { UserActor } from '../platform/pure/actor.ts'

const broken = {
  kind: 'trigger',
  title: 'What is broken is urgent / Ce qui est cassé est urgent',
  category: '',
  active: true,
  definition: {
    conditions: {
      all: [
        { field: 'kind', operator: 'is', value: 'created' },
        { field: 'message', operator: 'contains_any', value: ['leaks', 'broken', 'fuit', 'cassée'] },
      ],
      any: [],
    },
    actions: [{ do: 'set_priority', priority: 'urgent' }],
  },
}

/** Acts on what waits from now on: nothing of the past is over its limit for the first time. */
const waiting = {
  kind: 'automation',
  title: 'Remind the team of repairs / Rappeler les réparations',
  category: '',
  active: true,
  definition: {
    conditions: {
      all: [
        { field: 'status', operator: 'is', value: 'hold' },
        { field: 'inStatusSince', operator: 'greater', value: 240, business: true },
      ],
      any: [],
    },
    actions: [{ do: 'notify', whom: 'assignee', text: 'On hold for weeks / En pause depuis des semaines' }],
  },
}

/** What whoever writes at night is told, once. */
const closed = {
  kind: 'messaging_trigger',
  title: 'Outside opening hours / Hors des horaires',
  category: '',
  active: true,
  definition: {
    event: 'requested',
    once: true,
    conditions: { all: [{ field: 'inBusinessHours', operator: 'is', value: false }], any: [] },
    actions: [
      {
        do: 'send_message',
        texts: {
          en: 'We are closed just now and open again {{hours.opens}}. Your message is kept, and we answer it first.',
          fr: 'Nous sommes fermés pour le moment et rouvrons {{hours.opens}}. Votre message est conservé et nous y répondrons en premier.',
        },
      },
    ],
  },
}

/** One of each kind: what customers are most unhappy about comes first, what lies too long is told, whoever writes at night too. */
export async function makeRules(
  { engine, reloadRules }: Pick<App, 'engine' | 'reloadRules'>,
  team: readonly UserActor[],
  at: Date,
): Promise<void> {
  const lead = team.find(({ permissions }) => permissions.has('rules.manage'))
  if (lead === undefined) return
  for (const rule of [broken, waiting, closed]) await engine.executeAt(at, lead, 'rule.save', rule)
  await reloadRules()
}
