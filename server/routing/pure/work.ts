import type { Priority } from '../../tickets/contract.ts'
import type { Family, WantedSkill } from '../../tickets/contract.ts'

/** Work that waits, as decisions see it. Instants in milliseconds. */
export type Work = {
  conversationId: number
  family: Family
  brandId: number
  groupId: number | null
  queueId: number | null
  share: number
  priority: Priority | null
  firstAt: number
  enteredAt: number
  /** The target that is, or was, missed first; null: none runs. */
  slaDueAt: number | null
  skills: readonly WantedSkill[]
  prefer: number | null
  isHanded: boolean
  preferUntil: number | null
  refused: readonly { userId: number; until: number }[]
}

/** A queue as decisions see it. */
export type Queue = {
  id: number
  /** Its place among all queues. */
  order: number
  shares: readonly { percent: number; groupIds: readonly number[] }[]
  secondaryGroupIds: readonly number[]
  orderedBy: 'priority' | 'sla'
}

const RANK = { urgent: 0, high: 1, normal: 2, low: 3 } as const
const NONE = 2
const LAST = Number.MAX_SAFE_INTEGER

/**
 * [RO5] Queues in their order, then what is in none. Within one: by priority, or by the nearest target (what has one first),
 * then by how long it has been waiting for somebody.
 */
export function inOrder(
  works: readonly Work[],
  queues: ReadonlyMap<number, Queue>,
  orderedBy: 'priority' | 'sla',
): Work[] {
  const keyed = works.map((work) => {
    const queue = work.queueId === null ? undefined : queues.get(work.queueId)
    const bySla = (queue?.orderedBy ?? orderedBy) === 'sla'
    return {
      work,
      place: queue?.order ?? LAST,
      urgency: bySla ? (work.slaDueAt ?? LAST) : work.priority === null ? NONE : RANK[work.priority],
    }
  })
  keyed.sort(
    (a, b) =>
      a.place - b.place ||
      a.urgency - b.urgency ||
      a.work.firstAt - b.work.firstAt ||
      a.work.conversationId - b.work.conversationId,
  )
  return keyed.map(({ work }) => work)
}

/** Which share of a split queue a conversation goes to: drawn by its number, so that every node draws the same. */
export function drawShare(conversationId: number, shares: readonly { percent: number }[]): number {
  // Knuth's multiplicative hash: neighbours are spread evenly.
  const drawn = ((conversationId * 2_654_435_761) >>> 0) % 100
  let sum = 0
  for (const [index, { percent }] of shares.entries()) if (drawn < (sum += percent)) return index
  return Math.max(0, shares.length - 1)
}
