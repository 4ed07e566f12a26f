import sql, { type Sql } from 'sql-template-tag'
import type { Actor } from '../platform/pure/actor.ts'
import type { Status, ViewKey } from './contract.ts'
import type { Scoped } from './scope.ts'

export const viewKeys: readonly ViewKey[] = [
  'unassigned',
  'mine',
  'open',
  'pending',
  'hold',
  'solved',
  'bot',
  'all',
  'closed',
]
export const isViewKey = (value: string): value is ViewKey => (viewKeys as readonly string[]).includes(value)

type Listed = Scoped & { status: Status | 'bot' }
const userIdOf = (actor: Actor): number => (actor.kind === 'user' ? actor.userId : 0)

/** Whether a row belongs to a standard view (its scope is asked beside). */
export function inView(view: ViewKey, actor: Actor, row: Listed): boolean {
  switch (view) {
    case 'unassigned':
      return row.assigneeId === null && (row.status === 'new' || row.status === 'open')
    case 'mine':
      return row.assigneeId === userIdOf(actor) && row.status !== 'solved' && row.status !== 'closed'
    case 'open':
      return row.status === 'open'
    case 'all':
      return row.status !== 'closed'
    case 'pending':
    case 'hold':
    case 'solved':
    case 'bot':
    case 'closed':
      return row.status === view
  }
}

/** The same, over `inbox i`, in the words of its partial indexes. */
export function viewSql(view: ViewKey, actor: Actor): Sql {
  switch (view) {
    case 'unassigned':
      return sql`i.assignee_id is null and i.status in ('new', 'open')`
    case 'mine':
      return sql`i.assignee_id = ${userIdOf(actor)} and i.status not in ('solved', 'closed')`
    case 'all':
      return sql`i.status <> 'closed'`
    case 'open':
    case 'pending':
    case 'hold':
    case 'solved':
    case 'bot':
    case 'closed':
      return sql`i.status = ${view}`
  }
}
