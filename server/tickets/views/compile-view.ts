import { compile } from '../../platform/pure/conditions/compile.ts'
import type { Condition, Conditions } from '../../platform/pure/conditions/condition.ts'
import { type Field, ME } from '../../platform/pure/conditions/field.ts'
import { ticketFacts } from '../facts.ts'
import type { StoredInboxRow } from '../inbox-row.ts'
import type { Ticket } from '../model.ts'
import type { ViewDefinition } from './contract.ts'

/** A view as one person looks at it: `me` is that person. */
export type AskedView = Pick<ViewDefinition, 'group' | 'sort'> & {
  conditions: Conditions
  fields: ReadonlyMap<string, Field>
}

/** Whether its list depends on who looks. */
export const asksForMe = ({ conditions }: Pick<ViewDefinition, 'conditions'>): boolean =>
  [...conditions.all, ...conditions.any].some(({ value }) => (Array.isArray(value) ? value.includes(ME) : value === ME))

export const askedBy = (
  { conditions, group, sort }: ViewDefinition,
  fields: ReadonlyMap<string, Field>,
  userId: number,
): AskedView => ({
  group,
  sort,
  fields,
  conditions: {
    all: conditions.all.map((condition) => withMe(condition, fields, userId)),
    any: conditions.any.map((condition) => withMe(condition, fields, userId)),
  },
})

/** Closed tickets are left out unless the conditions ask for the status [VI2]. */
export const asksForStatus = ({ all, any }: Conditions): boolean =>
  [...all, ...any].some(({ field }) => field === 'status')

/** Whether a ticket belongs to the view (its scope is asked beside); the twin of `viewSql` (law 7). */
export function membersOf({ conditions, fields }: AskedView): (ticket: Ticket, row: StoredInboxRow) => boolean {
  const holds = compile(conditions, fields)
  const withClosed = asksForStatus(conditions)
  return (ticket, row) => (withClosed || row.status !== 'closed') && holds(ticketFacts(ticket, row))
}

function withMe(condition: Condition, fields: ReadonlyMap<string, Field>, userId: number): Condition {
  const { field, value } = condition
  if (fields.get(field)?.of !== 'user' || value === undefined) return condition
  const named = (each: unknown) => (each === ME ? userId : each)
  return { ...condition, value: (Array.isArray(value) ? value.map(named) : named(value)) as Condition['value'] }
}
