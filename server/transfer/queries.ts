import sql from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'
import type { SettingsKind } from './contract.ts'
import type { Kept } from './kinds/kind.ts'

/** From here on everything can be taken back. */
export const beginTrial = (tx: Tx): Promise<number> => tx.run(sql`savepoint trial`)
export const takeBack = async (tx: Tx): Promise<void> => {
  await tx.run(sql`rollback to savepoint trial`)
  await keep(tx)
}
export const keep = (tx: Tx): Promise<number> => tx.run(sql`release savepoint trial`)

/** One thing an import made or replaced: as it was, as it became. */
export type Taken = { kind: SettingsKind; id: number; name: string; before: Kept | null; after: Kept['item'] }
export type StoredImport = {
  id: number
  name: string
  taken: Taken[]
  at: Date
  by: { id: number; name: string } | null
  undoneAt: Date | null
}
const IMPORT = sql`i.id, i.name, i.taken, i.at, i.undone_at as "undoneAt",
  case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as by`

export const insertImport = (
  tx: Tx,
  { name, taken, byId, at }: { name: string; taken: readonly Taken[]; byId: number | null; at: Date },
): Promise<{ id: number }> =>
  tx.row(sql`insert into settings_imports (name, taken, by_id, at)
             values (${name}, ${JSON.stringify(taken)}, ${byId}, ${at}) returning id`)
export const lockImport = (tx: Tx, id: number): Promise<StoredImport | null> =>
  tx.maybe(sql`select ${IMPORT} from settings_imports i left join users u on u.id = i.by_id
               where i.id = ${id} for update of i`)
export const listImports = (tx: Tx, limit: number): Promise<StoredImport[]> =>
  tx.rows(
    sql`select ${IMPORT} from settings_imports i left join users u on u.id = i.by_id order by i.id desc limit ${limit}`,
  )
export const markUndone = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update settings_imports set undone_at = ${at} where id = ${id}`)
