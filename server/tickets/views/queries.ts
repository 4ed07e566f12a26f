import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { ViewDefinition } from './contract.ts'

export type StoredView = {
  id: number
  title: string
  ownerId: number | null
  groupIds: number[]
  position: number
  active: boolean
  definition: ViewDefinition
  version: number
  updatedAt: Date
  updatedBy: number | null
}

const VIEW = sql`id, title, owner_id as "ownerId", group_ids as "groupIds", position, active, definition, version,
  updated_at as "updatedAt", updated_by as "updatedBy"`

/** All of them, everybody's own among them; the shared ones first. */
export const listViews = (tx: Tx): Promise<StoredView[]> =>
  tx.rows<StoredView>(
    sql`select ${VIEW} from views where deleted_at is null order by owner_id is not null, position, id`,
  )

export const lockView = (tx: Tx, id: number): Promise<StoredView | null> =>
  tx.maybe<StoredView>(sql`select ${VIEW} from views where id = ${id} and deleted_at is null for update`)

type Saved = Pick<StoredView, 'title' | 'ownerId' | 'groupIds' | 'active' | 'definition'>
type By = { userId: number | null; at: Date }

export const insertView = async (tx: Tx, view: Saved, by: By): Promise<number> =>
  (
    await tx.row<{ id: number }>(
      sql`insert into views (title, owner_id, group_ids, position, active, definition, created_at, updated_at, updated_by)
          values (${view.title}, ${view.ownerId}, ${view.groupIds}, (select coalesce(max(position), 0) + 1 from views),
                  ${view.active}, ${JSON.stringify(view.definition)}, ${by.at}, ${by.at}, ${by.userId}) returning id`,
    )
  ).id

export const updateView = (tx: Tx, id: number, view: Saved, by: By): Promise<number> =>
  tx.run(
    sql`update views set title = ${view.title}, owner_id = ${view.ownerId}, group_ids = ${view.groupIds}, active = ${view.active},
          definition = ${JSON.stringify(view.definition)}, version = version + 1, updated_at = ${by.at}, updated_by = ${by.userId}
        where id = ${id}`,
  )

export const hideView = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update views set deleted_at = ${at} where id = ${id}`)

export const placeViews = (tx: Tx, ids: readonly number[]): Promise<number> =>
  tx.run(
    sql`update views v set position = n.position
        from unnest(${[...ids]}::bigint[]) with ordinality as n(id, position)
        where v.id = n.id and v.position is distinct from n.position::int`,
  )
