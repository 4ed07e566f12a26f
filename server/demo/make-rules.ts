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

/** A rule that puts first what customers are most unhappy about. */
export async function makeRules(
  { engine, reloadRules }: Pick<App, 'engine' | 'reloadRules'>,
  team: readonly UserActor[],
  at: Date,
): Promise<void> {
  const lead = team.find(({ permissions }) => permissions.has('rules.manage'))
  if (lead === undefined) return
  await engine.executeAt(at, lead, 'rule.save', broken)
  await reloadRules()
}
