import type { Family, Priority, WantedSkill } from '../../../tickets/contract.ts'
import { drawShare } from '../../pure/work.ts'
import type { Answer, Case, OwnWork, Period, PlannedQueue, Spell } from './period.ts'

/** One event of routing, and how the conversation stood after it. */
export type Trace = {
  conversationId: number
  at: number
  type: 'queue.entered' | 'queue.left' | 'offer.made' | 'offer.ended' | 'work.assigned' | 'routing.changed'
  family: Family
  state: 'none' | 'waiting' | 'offered' | 'held'
  holder: number | null
  queueId: number | null
  skills: readonly WantedSkill[]
  enteredAt: number | null
  /** Of `queue.left`: why; of `offer.ended`: how. */
  how: string | null
  firstAt: number | null
  slaDueAt: number | null
  prefer: number | null
  preferUntil: number | null
  brandId: number
  groupId: number | null
  priority: Priority | null
}

type Open = Omit<Case, 'takenAfterMs' | 'leftAfterMs' | 'spells'> & {
  answers: Answer[]
  moves: Case['moves'][number][]
}
type Tale = { cases: Case[]; own: OwnWork[] }
type Queues = ReadonlyMap<number, PlannedQueue>

/**
 * What happened, out of what was recorded: of each conversation its events of the period in their order, preceded by the last
 * one from before, if there was any.
 */
export function reconstruct(
  traces: Iterable<readonly Trace[]>,
  { from, to, queues }: Pick<Period, 'from' | 'to' | 'queues'>,
): Tale {
  const tale: Tale = { cases: [], own: [] }
  for (const events of traces) tell(events, { from, to, queues }, tale)
  return tale
}

function tell(
  events: readonly Trace[],
  { from, to, queues }: Pick<Period, 'from' | 'to' | 'queues'>,
  tale: Tale,
): void {
  let open: Open | null = null
  let askedAt: number | null = null
  let winner: { userId: number; at: number; place: number } | null = null
  let held: { userId: number; family: Family; since: number } | null = null

  for (const event of events) {
    const { at, type, how } = event
    if (type === 'queue.entered') {
      if (open === null) open = caseOf(event, queues)
      else if (!isOverflow(open, event, queues))
        open.moves.push({ afterMs: at - open.work.enteredAt, queueId: event.queueId })
    } else if (at < from && isSought(event)) open ??= caseOf(event, queues)
    if (type === 'offer.made') askedAt = at
    if (type === 'offer.ended' && open !== null && askedAt !== null) {
      if (how === 'accepted' || how === 'declined' || how === 'timed_out')
        open.answers.push({ outcome: how, afterMs: at - askedAt })
      askedAt = null
    }
    const isGiven = (type === 'offer.ended' && how === 'accepted') || type === 'work.assigned'
    if (isGiven && open !== null && event.holder !== null) {
      winner = { userId: event.holder, at, place: tale.cases.length }
      tale.cases.push({ ...open, takenAfterMs: at - open.work.enteredAt, leftAfterMs: null, byHand: false, spells: [] })
      open = null
    } else if (type === 'queue.left' && how !== 'moved' && open !== null) {
      const after = at - open.work.enteredAt
      const byHand = event.state === 'held'
      tale.cases.push({
        ...open,
        takenAfterMs: byHand ? after : null,
        leftAfterMs: byHand ? null : after,
        byHand,
        spells: [],
      })
      open = null
    }
    hold(event)
  }
  if (open !== null) tale.cases.push({ ...open, takenAfterMs: null, leftAfterMs: null, byHand: false, spells: [] })
  if (held !== null) end(held, null)

  function hold({ state, holder, family, at }: Trace): void {
    if (held !== null && (state !== 'held' || holder !== held.userId || family !== held.family)) {
      end(held, at)
      held = null
    }
    if (state === 'held' && held === null && holder !== null)
      held = { userId: holder, family, since: Math.max(from, at) }
  }

  /** With whoever was given it, it goes to whoever is given it in the replay; else it stays with whoever had it. */
  function end({ userId, family, since }: NonNullable<typeof held>, at: number | null): void {
    const one = winner === null ? undefined : tale.cases[winner.place]
    if (winner !== null && one !== undefined && winner.userId === userId && since >= winner.at) {
      const spell: Spell = { fromMs: since - winner.at, toMs: at === null ? null : at - winner.at }
      tale.cases[winner.place] = { ...one, spells: [...one.spells, spell] }
    } else if (at === null || at > from)
      tale.own.push({ userId, family, from: since, to: at === null || at >= to ? null : at })
  }
}

const isSought = ({ state }: Trace): boolean => state === 'waiting' || state === 'offered'

function caseOf(event: Trace, queues: Queues): Open {
  const { conversationId, family, queueId, skills, brandId, groupId, priority, slaDueAt, prefer, preferUntil } = event
  const enteredAt = event.enteredAt ?? event.at
  const share = queueId === null ? 0 : drawShare(conversationId, queues.get(queueId)?.shares ?? [])
  const firstAt = event.firstAt ?? enteredAt
  return {
    work: {
      conversationId,
      family,
      brandId,
      groupId,
      queueId,
      share,
      priority,
      firstAt,
      enteredAt,
      skills,
      slaDueAt,
      prefer,
      preferUntil,
    },
    byHand: false,
    answers: [],
    moves: [],
  }
}

/** Its time was over: the replay finds that by itself. */
function isOverflow(open: Open, { queueId }: Trace, queues: Queues): boolean {
  const before = open.moves.at(-1)?.queueId ?? open.work.queueId
  return before !== null && queueId !== null && queues.get(before)?.overflowQueueId === queueId
}
