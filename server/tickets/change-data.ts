import { findOrganization } from '../contacts/index.ts'
import { listActiveUserIds } from '../identity/index.ts'
import type { Context } from '../platform/commands/context.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import type { Category, FieldValues, TicketChanges } from './contract.ts'
import { fitsPattern } from './definitions/index.ts'
import { setFields, type Ticket } from './model.ts'
import { checkValue } from './pure/field-value.ts'
import { formOf, missingFields, shownFields } from './pure/form-fields.ts'
import { definitionsOf } from './work.ts'

/** All of a ticket's data that has no machine of its own, checked; asks the database only about ids that change. */
export async function changeData(ctx: Context, ticket: Ticket, changes: TicketChanges): Promise<Ticket> {
  const { subject, priority, tags, type, dueAt, followers, organizationId, formId } = changes
  const next = setFields(ticket, {
    ...(subject === undefined ? {} : { subject }),
    ...(priority === undefined ? {} : { priority }),
    ...(tags === undefined ? {} : { tags }),
    ...(type === undefined ? {} : { type }),
    ...(dueAt === undefined ? {} : { dueAt: dueAt === null ? null : instantOf(dueAt, 'changes.dueAt') }),
    ...(followers === undefined ? {} : { followers: await checkedFollowers(ctx, ticket, followers) }),
    ...(organizationId === undefined ? {} : { organizationId: await checkedOrganization(ctx, ticket, organizationId) }),
    ...(formId === undefined ? {} : { formId: checkedForm(ctx, ticket, formId) }),
  })
  return setValues(ctx, next, changes.fields ?? {}, 'changes.fields')
}

/** Values of the account's own fields [TK10]: each is checked by its field, and refused by name. `at`: where they stood. */
export function setValues(
  ctx: Context,
  ticket: Ticket,
  changes: NonNullable<TicketChanges['fields']>,
  at: 'changes.fields' | 'fields',
): Ticket {
  const entries = Object.entries(changes)
  if (entries.length === 0) return ticket
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  const fields: FieldValues = { ...ticket.fields }
  for (const [key, given] of entries) {
    const fieldId = Number(key)
    const field = definitionsOf(ctx).fields.find(({ id, active }) => id === fieldId && active)
    if (field === undefined) throw new Refusal('field_not_found', { field: `${at}.${key}`, fieldId })
    const checked = checkValue(field, given, fitsPattern)
    if ('misfit' in checked)
      throw new Refusal('field_value_invalid', { field: `${at}.${key}`, fieldId, reason: checked.misfit })
    if (checked.value === null) delete fields[key]
    else fields[key] = checked.value
  }
  return { ...ticket, fields }
}

/** Whom a person may not solve it without: what the form asks for and is empty, all of it at once [TK11]. */
export function requireFields(ctx: Context, ticket: Ticket): void {
  const definitions = definitionsOf(ctx)
  const form = formOf(definitions, ticket)
  if (form === undefined) return
  const missing = missingFields(shownFields(definitions, form, ticket.fields), ticket.fields)
  if (missing.length > 0) throw new Refusal('fields_missing', { fieldIds: missing.map(({ id }) => id) })
}

/** The category and the status of the account's own a change asks for; null when it asks for none [TK9]. */
export function chosenStatus(
  ctx: Context,
  { status, statusId }: TicketChanges,
): { status: Category; statusId: number | null } | null {
  if (statusId === undefined) return status === undefined ? null : { status, statusId: null }
  const chosen = definitionsOf(ctx).statuses.find(({ id, active }) => id === statusId && active)
  if (chosen === undefined) throw new Refusal('ticket_status_not_found', { field: 'changes.statusId', statusId })
  if (status !== undefined && status !== chosen.category)
    throw new Refusal('status_not_allowed', { field: 'changes.statusId' })
  return { status: chosen.category, statusId }
}

async function checkedFollowers(ctx: Context, ticket: Ticket, followers: readonly number[]): Promise<number[]> {
  const wanted = [...new Set(followers)].toSorted((a, b) => a - b)
  const added = wanted.filter((id) => !ticket.followers.includes(id))
  const active = added.length === 0 ? [] : await listActiveUserIds(ctx.tx, added)
  const nobody = added.find((id) => !active.includes(id))
  if (nobody !== undefined) throw new Refusal('follower_not_allowed', { field: 'changes.followers', userId: nobody })
  return wanted
}

async function checkedOrganization(ctx: Context, ticket: Ticket, id: number | null): Promise<number | null> {
  if (id === null || id === ticket.organizationId) return id
  if ((await findOrganization(ctx.tx, id)) === null)
    throw new Refusal('organization_not_found', { field: 'changes.organizationId' })
  return id
}

function checkedForm(ctx: Context, ticket: Ticket, formId: number): number {
  const isThere = definitionsOf(ctx).forms.some(({ id, active }) => id === formId && active)
  if (!isThere && formId !== ticket.formId) throw new Refusal('form_not_found', { field: 'changes.formId', formId })
  return formId
}

/** The pattern of an instant lets a thirteenth month through. */
export function instantOf(text: string, field: string): Date {
  const at = new Date(text)
  if (!Number.isNaN(at.getTime())) return at
  throw new Refusal('invalid_input', { fields: [{ field, message: 'is no date' }] })
}
