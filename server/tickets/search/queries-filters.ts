import sql, { join, type Sql } from 'sql-template-tag'
import type { Filter } from './pure/parse.ts'

/** Ids that the names in filters stand for. */
export type Meant = { users: number[]; groups: number[]; brands: number[]; channels: number[]; contacts: number[] }

const oneOf = (column: Sql, ids: readonly number[]): Sql => sql`coalesce(${column} = any(${[...ids]}::bigint[]), false)`

/** A filter over `inbox i`; null for one that is about something else. */
export function filterSql(filter: Filter, meant: Meant, userId: number): Sql | null {
  const condition = conditionSql(filter, meant, userId)
  return condition === null || !filter.negated ? condition : sql`not (${condition})`
}

function conditionSql({ key, value }: Filter, meant: Meant, userId: number): Sql | null {
  switch (key) {
    case 'status':
      return sql`i.status = ${value}`
    case 'is':
      return value === 'unassigned' ? sql`i.assignee_id is null` : sql`i.status = ${value}`
    case 'priority':
      return sql`coalesce(i.priority = ${value}, false)`
    case 'assignee':
      if (ME.has(value)) return sql`coalesce(i.assignee_id = ${userId}, false)`
      return NOBODY.has(value) ? sql`i.assignee_id is null` : oneOf(sql`i.assignee_id`, meant.users)
    case 'group':
      return NOBODY.has(value) ? sql`i.group_id is null` : oneOf(sql`i.group_id`, meant.groups)
    case 'brand':
      return oneOf(sql`i.brand_id`, meant.brands)
    case 'channel':
      return oneOf(sql`i.channel_id`, meant.channels)
    case 'contact':
      return oneOf(sql`i.contact_id`, meant.contacts)
    case 'tag':
      return sql`exists (select from tickets t, unnest(t.tags) as tag where t.conversation_id = i.conversation_id and btrim(search_fold(tag)) = ${value})`
    case 'before':
    case 'after':
    case 'on':
    case 'has':
    case 'type':
      return null
  }
}

export const ME: ReadonlySet<string> = new Set(['me', 'moi'])
export const NOBODY: ReadonlySet<string> = new Set(['none', 'nobody', 'personne', 'aucun', 'aucune'])

export const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`true` : join([...conditions], ' and ')
