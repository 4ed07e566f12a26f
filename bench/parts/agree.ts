import { query } from './database.ts'
import type { Result } from './throughput.ts'

/** Null when each message sent was stored, acknowledged and delivered, exactly once; else what differs. */
export async function disagreement(result: Result, databaseUrl: string, table: string): Promise<string | null> {
  const rows = await query(databaseUrl, `select id::text as id from ${table} where id = any($1::uuid[])`, [result.sent])
  const sent = new Set(result.sent)
  const lists = {
    stored: rows.map(({ id }) => String(id)),
    acknowledged: result.acknowledged,
    delivered: result.delivered,
  }
  const wrong = Object.entries(lists).flatMap(([what, ids]) => {
    const known = new Set(ids.filter((id) => sent.has(id)))
    if (known.size === sent.size && ids.length === sent.size) return []
    return [
      `${known.size} of ${sent.size} ${what}${ids.length > known.size ? `, ${ids.length - known.size} twice` : ''}`,
    ]
  })
  const refusals = Object.entries(Object.groupBy(result.refused, (reason) => reason))
  wrong.push(...refusals.map(([reason, all]) => `${all?.length} refused: ${reason}`))
  return wrong.length === 0 ? null : wrong.join('; ')
}
