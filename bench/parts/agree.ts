import { query } from './database.ts'
import type { Result } from './throughput.ts'

type Fate = Pick<Result, 'sent' | 'acknowledged' | 'delivered' | 'refused'>

/** Null when each message sent was stored, acknowledged and delivered, exactly once; else what differs. */
export async function disagreement(result: Fate, databaseUrl: string, table: string): Promise<string | null> {
  const rows = await query(databaseUrl, `select id::text as id from ${table} where id = any($1::uuid[])`, [result.sent])
  return difference(
    result,
    rows.map(({ id }) => String(id)),
  )
}

/** The same, with the ids the database holds. */
export function difference({ sent, acknowledged, delivered, refused }: Fate, stored: readonly string[]): string | null {
  const all = new Set(sent)
  const wrong = Object.entries({ stored, acknowledged, delivered }).flatMap(([what, ids]) => {
    const known = new Set(ids.filter((id) => all.has(id)))
    if (known.size === all.size && ids.length === all.size) return []
    const more = ids.length - known.size
    return [`${known.size} of ${all.size} ${what}${more > 0 ? `, ${more} twice or unknown` : ''}`]
  })
  const refusals = Object.entries(Object.groupBy(refused, (reason) => reason))
  wrong.push(...refusals.map(([reason, each]) => `${each?.length} refused: ${reason}`))
  return wrong.length === 0 ? null : wrong.join('; ')
}
