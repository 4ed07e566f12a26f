/** What is measured, in the order in which it is shown. */
export const metrics = ['first_reply', 'next_reply', 'requester_wait', 'agent_work', 'resolution'] as const
export type Metric = (typeof metrics)[number]

export const slaPriorities = ['low', 'normal', 'high', 'urgent'] as const

type Pressing = { state: 'running' | 'paused' | 'met' | 'breached'; isOver: boolean; dueAt: string | null }
const ranks = ['breached', 'running', 'paused', 'met']

/** The one that is shown where there is room for one: what is missed before what will be, what is paused last. */
export function mostUrgent<T extends Pressing>(targets: readonly T[]): T | null {
  const place = ({ state, dueAt }: T) => `${ranks.indexOf(state)} ${dueAt ?? ''}`
  const active = targets.filter(({ isOver }) => !isOver)
  return active.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))[0] ?? null
}
