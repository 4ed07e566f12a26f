import { known } from './known.ts'
import { listTables, readSequences } from '../../bin/backups/schema.ts'
import { connect } from '../../server/platform/migrate.ts'

/** A digest of each table's rows, and all counters: two databases with the same are the same to the product. */
export async function contentOf(url: string): Promise<Record<string, unknown>> {
  const client = await connect(url, 'causerie test kit')
  try {
    const digests: Record<string, unknown> = { sequences: await readSequences(client) }
    for (const { name, columns } of await listTables(client)) {
      const { rows } = await client.query<Record<string, unknown>>(
        `select count(*), md5(string_agg(line, '' order by line collate "C"))
         from (select (${columns.join(', ')}, '')::text as line from ${name}) t`,
      )
      digests[name] = rows[0]
    }
    return digests
  } finally {
    await client.end()
  }
}

/**
 * The rows alone, once what runs in the background has come to rest; counters grow by what was refused too, and how long
 * open desks count as heard of goes on by itself.
 */
export async function restingContent(url: string): Promise<Record<string, unknown>> {
  for (let left = 100; ; left -= 1) {
    const { sequences: _, 'public.agent_leases': __, ...tables } = await contentOf(url)
    if (known<{ count: number }>(tables['public.inbox_count_deltas']).count === 0 || left === 0) return tables
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
