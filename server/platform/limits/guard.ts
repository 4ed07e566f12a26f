import { clock } from '../clock.ts'
import type { Actor } from '../pure/actor.ts'
import { Refusal } from '../pure/refusal.ts'
import { addressKey } from './address.ts'
import { type Bucket, createBucket, type Rate } from './bucket.ts'

/** Where a request came from, as the transport knows it. */
export type Facts = { ip: string }

/** Counted by visitor, or by the address he comes from. */
export type Rule = Rate & { by: 'visitor' | 'address' }

export type Limits = {
  /** Rules of what visitors do, by name: commands by theirs, and what is no command (`visitor.new`, `file.upload`). */
  rules: Readonly<Record<string, readonly Rule[]>>
  /** Live connections of one address that are not the desk's. Null: no limit. */
  connectionsPerAddress: number | null
}

export type Guard = {
  /**
   * Refuses `too_many_requests` with `retryAfterMs` when the visitor, or his address, did this too often [LI1]. People of
   * the desk are never counted: they are known, and can be deactivated.
   */
  admit(actor: Actor, name: string, facts: Facts, cost?: number): void
  /** Counts a live connection until `leave` is called; null when the address has too many. */
  connect(facts: Facts): (() => void) | null
}

type Counted = { by: Rule['by']; bucket: Bucket }

export function createGuard(limits: Limits, now: () => Date = clock.now): Guard {
  const counted = new Map<string, Counted[]>(
    Object.entries(limits.rules).map(([name, rules]) => [
      name,
      rules.map((rule) => ({ by: rule.by, bucket: createBucket(rule) })),
    ]),
  )
  const connections = new Map<string, number>()
  const most = limits.connectionsPerAddress ?? Number.POSITIVE_INFINITY

  return {
    admit(actor, name, facts, cost = 1) {
      if (actor.kind !== 'visitor' && actor.kind !== 'nobody') return
      const at = now().getTime()
      const bills = (counted.get(name) ?? []).flatMap(({ by, bucket }) => {
        const key = keyOf(by, actor, facts)
        return key === null ? [] : [{ bucket, key }]
      })
      // All are asked before any is charged: what one refuses costs nothing elsewhere.
      const retryAfterMs = Math.max(0, ...bills.map(({ bucket, key }) => bucket.wait(key, at, cost)))
      if (retryAfterMs > 0) throw new Refusal('too_many_requests', { retryAfterMs })
      for (const { bucket, key } of bills) bucket.take(key, at, cost)
    },
    connect({ ip }) {
      const key = addressKey(ip)
      const open = connections.get(key) ?? 0
      if (open >= most) return null
      connections.set(key, open + 1)
      let left = false
      return () => {
        if (left) return
        left = true
        const rest = (connections.get(key) ?? 1) - 1
        if (rest === 0) connections.delete(key)
        else connections.set(key, rest)
      }
    },
  }
}

function keyOf(by: Rule['by'], actor: Actor, { ip }: Facts): string | null {
  if (by === 'address') return addressKey(ip)
  return actor.kind === 'visitor' ? String(actor.visitorId) : null
}
