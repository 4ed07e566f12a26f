import sql, { raw } from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'

/** Things called so: the whole name, or its beginning; people also by their address. Folded on both sides. */
export async function listCalled(tx: Tx, what: 'users' | 'groups' | 'brands', folded: string): Promise<number[]> {
  const address = what === 'users' ? sql`or btrim(search_fold(email)) like ${beginning(folded)}` : sql``
  const rows = await tx.rows<{ id: number; exact: boolean }>(sql`
    select id, btrim(search_fold(name)) = ${folded} as exact from ${raw(what)}
    where ' ' || search_fold(name) like ${`% ${beginning(folded)}`} ${address} limit 200`)
  const exact = rows.filter((row) => row.exact)
  return (exact.length > 0 ? exact : rows).map((row) => row.id)
}

const beginning = (text: string): string => `${text.replace(/[\\%_]/g, '\\$&')}%`
