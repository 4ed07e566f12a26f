import type { Field } from '../../platform/pure/conditions/field.ts'

/** Of where a conversation stands in routing: what puts it into a queue does not ask in which it is. */
const OF_ROUTING: readonly string[] = ['queueId', 'routing']

/** What conditions of a queue may ask. */
export const askableOf = (fields: ReadonlyMap<string, Field>): ReadonlyMap<string, Field> =>
  new Map([...fields].filter(([name, { readings }]) => readings.includes('state') && !OF_ROUTING.includes(name)))

/** Whether work that leaves this queue for the next comes back to it. */
export function inCircle(
  id: number,
  next: number,
  queues: readonly { id: number; overflowQueueId: number | null }[],
): boolean {
  const follows = new Map(queues.map((queue) => [queue.id, queue.overflowQueueId]))
  const seen = new Set<number>()
  for (let at: number | null = next; at !== null && !seen.has(at); at = follows.get(at) ?? null) {
    if (at === id) return true
    seen.add(at)
  }
  return false
}
