import { clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { hashToken } from '../../platform/ids.ts'
import type { VisitorActor } from '../../platform/pure/actor.ts'
import { findVisitors, touchVisitors } from '../queries/visitors.ts'

const SEEN_EVERY_MS = 6 * 3_600_000

/** The visitors behind these tokens, as they are now; unknown, replaced and revoked ones are missing [CT1]. */
export async function authenticateVisitors(db: Tx, tokens: readonly string[]): Promise<Map<string, VisitorActor>> {
  if (tokens.length === 0) return new Map()
  const byHash = new Map(tokens.map((token) => [hashToken(token).toString('base64'), token]))
  const found = await findVisitors(db, tokens.map(hashToken))
  const now = clock.now()
  const unseen = found.filter(({ seenAt }) => now.getTime() - seenAt.getTime() > SEEN_EVERY_MS)
  if (unseen.length > 0)
    await touchVisitors(
      db,
      unseen.map(({ actor }) => actor.visitorId).sort((a, b) => a - b),
      now,
    )
  return new Map(
    found.flatMap(({ tokenHash, actor }) => {
      const token = byHash.get(tokenHash.toString('base64'))
      return token === undefined ? [] : [[token, actor]]
    }),
  )
}

export const authenticateVisitor = async (db: Tx, token: string): Promise<VisitorActor | null> =>
  (await authenticateVisitors(db, [token])).get(token) ?? null

type Waiting = { token: string; resolve: (actor: VisitorActor | null) => void; reject: (error: unknown) => void }

/** The same, for when very many come at once: those that ask in the same moment share one query. */
export function gatherVisitors(db: Tx): (token: string) => Promise<VisitorActor | null> {
  const waiting: Waiting[] = []
  return (token) =>
    new Promise((resolve, reject) => {
      waiting.push({ token, resolve, reject })
      if (waiting.length === 1) setImmediate(() => void answer(waiting.splice(0)))
    })

  async function answer(asked: Waiting[]): Promise<void> {
    try {
      const found = await authenticateVisitors(
        db,
        asked.map(({ token }) => token),
      )
      for (const { token, resolve } of asked) resolve(found.get(token) ?? null)
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }
}
