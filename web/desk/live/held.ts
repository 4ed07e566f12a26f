import type { ThreadPage } from '../../../server/conversations/contract.ts'
import type { EventView } from '../../../server/platform/protocol.ts'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { apply } from './apply.ts'

/**
 * A conversation as this desk holds it: a snapshot at a position, and events that came too early. Whatever comes twice,
 * late, or out of order, the same events lead to the same snapshot [P3].
 */
export type Held = { snapshot: ConversationSnapshot; ahead: readonly EventView[] }

/** An event is missing before those that wait: join again with `since`. */
export const hasGap = (held: Held): boolean => held.ahead.length > 0

export function receive(held: Held, event: EventView): Held {
  if (event.p <= held.snapshot.position || held.ahead.some(({ p }) => p === event.p)) return held
  const ahead = [...held.ahead, event].sort((a, b) => a.p - b.p)
  return drain({ snapshot: held.snapshot, ahead })
}

export const receiveAll = (held: Held, events: readonly EventView[]): Held => events.reduce(receive, held)

/** A fresh snapshot beside what is held: the newer one stands, earlier pages that still fit are kept. */
export function renew(held: Held | null, fresh: ConversationSnapshot): Held {
  if (!held) return { snapshot: fresh, ahead: [] }
  if (fresh.position < held.snapshot.position) return held
  const ahead = held.ahead.filter(({ p }) => p > fresh.position)
  return drain({ snapshot: { ...fresh, thread: joined(held.snapshot.thread, fresh.thread) }, ahead })
}

/** An earlier page (`before` the first event held). */
export function prepend(held: Held, page: ThreadPage): Held {
  const { thread } = held.snapshot
  const first = thread.events[0]?.p ?? Number.POSITIVE_INFINITY
  const events = [...page.events.filter(({ p }) => p < first), ...thread.events]
  return { ...held, snapshot: { ...held.snapshot, thread: { ...thread, events, hasEarlier: page.hasEarlier } } }
}

function drain({ snapshot, ahead }: Held): Held {
  let now = snapshot
  let used = 0
  for (const event of ahead) {
    if (event.p !== now.position + 1) break
    now = apply(now, event)
    used += 1
  }
  return { snapshot: now, ahead: used === 0 ? ahead : ahead.slice(used) }
}

function joined(old: ThreadPage, fresh: ThreadPage): ThreadPage {
  const first = fresh.events[0]?.p
  if (first === undefined || first > old.position + 1) return fresh
  const before = old.events.filter(({ p }) => p < first)
  return before.length === 0 ? fresh : { ...fresh, events: [...before, ...fresh.events], hasEarlier: old.hasEarlier }
}
