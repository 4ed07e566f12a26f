import type { Client } from './client.ts'

type Condition = { field: string; operator: string; value?: unknown }
type Action = { do: string } & Record<string, unknown>
type Rule = { kind: string; title: string; definition: Record<string, unknown> }

/** Triggers as a grown team has them: by words, tags, priorities, statuses. None fires on what the runs do. */
export const idleTriggers = (count: number): Rule[] =>
  Array.from({ length: count }, (_, n) => trigger(`Idle ${n}`, IDLE[n % IDLE.length]?.(n) ?? [], addTag(`idle_${n}`)))

const IDLE: ((n: number) => Condition[])[] = [
  (n) => [{ field: 'message', operator: 'contains_any', value: [`refund ${n}`, `invoice ${n}`] }],
  (n) => [
    { field: 'tags', operator: 'contains_any', value: [`vip_${n}`] },
    { field: 'status', operator: 'changed_to', value: 'pending' },
  ],
  (n) => [
    { field: 'priority', operator: 'is', value: 'urgent' },
    { field: 'subject', operator: 'contains_any', value: [`order ${n}`] },
  ],
  () => [
    { field: 'status', operator: 'changed_to', value: 'solved' },
    { field: 'replies', operator: 'greater', value: 5 },
  ],
  () => [
    { field: 'by', operator: 'is', value: 'contact' },
    { field: 'reopens', operator: 'at_least', value: 3 },
  ],
]

/** Triggers that fire whenever somebody makes a ticket wait. */
export const firingTriggers = (count: number): Rule[] =>
  Array.from({ length: count }, (_, n) =>
    trigger(
      `Firing ${n}`,
      [
        { field: 'by', operator: 'is', value: 'agent' },
        { field: 'status', operator: 'changed' },
      ],
      addTag(`fired_${n}`),
    ),
  )

/** Asked at each message of a customer; none has anything to say. */
export const idleMessagingTriggers = (count: number): Rule[] =>
  Array.from({ length: count }, (_, n) => ({
    kind: 'messaging_trigger',
    title: `Messaging ${n}`,
    definition: {
      event: 'message_sent',
      once: n % 2 === 0,
      conditions: {
        all: [{ field: 'message', operator: 'contains_any', value: [`urgent ${n}`, `lawyer ${n}`] }],
        any: [],
      },
      actions: [addTag(`heard_${n}`)],
    },
  }))

export const addTag = (tag: string): Action => ({ do: 'add_tags', tags: [tag] })

const trigger = (title: string, all: Condition[], ...actions: Action[]): Rule => ({
  kind: 'trigger',
  title,
  definition: { conditions: { all, any: [] }, actions },
})

/** In their order; they are in force when this is through. */
export async function saveRules(desk: Client, rules: readonly Rule[]): Promise<void> {
  for (const rule of rules)
    await desk.ask({ t: 'do', name: 'rule.save', input: { ...rule, category: '', active: true } })
}

/** A promise for every ticket, and a reminder for every customer who falls silent. */
export async function promiseAndRemind(desk: Client): Promise<void> {
  const aims = {
    business: false,
    first_reply: 60,
    next_reply: 60,
    requester_wait: null,
    agent_work: null,
    resolution: 2_880,
  }
  const policy = {
    name: 'Promised to all',
    active: true,
    conditions: { all: [], any: [] },
    scheduleId: null,
    targets: { low: aims, normal: aims, high: aims, urgent: aims },
  }
  await desk.ask({ t: 'do', name: 'sla_policy.save', input: policy })
  const inactivity = {
    steps: [{ afterMinutes: 10, status: null, tags: [], text: { en: 'Are you still there?' } }],
    endAfterMinutes: null,
  }
  for (const style of Object.values(await desk.ask({ t: 'get', path: '/api/v1/styles' }))) {
    const { id, kind, name, closeAfterSeconds, undoSeconds } = style as Record<string, unknown>
    const input = { id, kind, name, closeAfterSeconds, undoSeconds, inactivity }
    await desk.ask({ t: 'do', name: 'style.save', input })
  }
}
