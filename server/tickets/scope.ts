import sql, { type Sql } from 'sql-template-tag'
import type { Actor } from '../platform/pure/actor.ts'
import { mayReadConversations } from './policy.ts'

export { mayReadConversations }

/** What of a ticket a scope looks at. */
export type Scoped = { brandId: number; groupId: number | null; assigneeId: number | null }

/** A role's reach, read as a predicate [TK7]. Its twin below must agree (test/laws). */
export function inScope(actor: Actor, ticket: Scoped): boolean {
  if (actor.kind !== 'user' || !mayReadConversations(actor)) return false
  const { scope, groups, userId } = actor
  if (scope.brands !== null && !scope.brands.includes(ticket.brandId)) return false
  if (scope.tickets === 'all' || ticket.assigneeId === userId) return true
  if (scope.tickets === 'mine') return false
  return ticket.groupId === null || groups.includes(ticket.groupId)
}

/** The same reach, read as SQL over `inbox i`. */
export function scopeSql(actor: Actor): Sql {
  if (actor.kind !== 'user' || !mayReadConversations(actor)) return sql`false`
  const { scope, groups, userId } = actor
  const brands = scope.brands === null ? sql`` : sql`and i.brand_id = any(${scope.brands}::bigint[])`
  if (scope.tickets === 'all') return sql`true ${brands}`
  if (scope.tickets === 'mine') return sql`i.assignee_id = ${userId} ${brands}`
  return sql`(i.assignee_id = ${userId} or i.group_id is null or i.group_id = any(${[...groups]}::bigint[])) ${brands}`
}

/** Two actors of the same scope see the same lists: their live windows are shared. */
export function scopeKey(actor: Actor): string {
  if (actor.kind !== 'user' || !mayReadConversations(actor)) return 'nothing'
  const brands = actor.scope.brands?.toSorted((a, b) => a - b).join(',') ?? '*'
  if (actor.scope.tickets === 'all') return `all/${brands}`
  return `${actor.scope.tickets}/${brands}/${actor.userId}/${actor.scope.tickets === 'groups' ? [...actor.groups].sort((a, b) => a - b).join(',') : ''}`
}
