import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { TicketDefinitions, TicketField, TicketForm, TicketStatus } from './contract.ts'

/** All three lists as the administrator ordered them, in one statement. */
export const readDefinitions = async (tx: Tx): Promise<TicketDefinitions> =>
  (
    await tx.row<{ definitions: TicketDefinitions }>({
      name: 'ticket_definitions.read',
      text: `select jsonb_build_object(
               'fields', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'title', title, 'customerTitle', customer_title,
                  'help', help, 'options', options, 'pattern', pattern, 'requiredOnSolve', required_on_solve, 'customer', customer,
                  'active', active) order by position, id), '[]') from ticket_fields where deleted_at is null),
               'forms', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'fieldIds', field_ids, 'conditions', conditions,
                  'brandIds', brand_ids, 'isDefault', is_default, 'active', active) order by position, id), '[]')
                  from ticket_forms where deleted_at is null),
               'statuses', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'category', category, 'label', label,
                  'customerLabel', customer_label, 'isDefault', is_default, 'active', active)
                  order by array_position('{new,open,pending,hold,solved}'::text[], category), position, id), '[]')
                  from ticket_statuses where deleted_at is null)) as definitions`,
      values: [],
    })
  ).definitions

/** Administrators change definitions one after the other: each sees what the one before left. */
export const lockDefinitions = (tx: Tx): Promise<unknown> =>
  tx.rows(sql`select pg_advisory_xact_lock(hashtextextended('ticket definitions', 17))`)

const json = (value: unknown): string => JSON.stringify(value)

export const insertField = async (tx: Tx, field: Omit<TicketField, 'id'>): Promise<number> =>
  (
    await tx.row<{ id: number }>(sql`
      insert into ticket_fields (kind, title, customer_title, help, options, pattern, required_on_solve, customer, active, position)
      values (${field.kind}, ${json(field.title)}, ${json(field.customerTitle)}, ${json(field.help)}, ${json(field.options)}, ${field.pattern},
              ${field.requiredOnSolve}, ${field.customer}, ${field.active}, (select coalesce(max(position), 0) + 1 from ticket_fields)) returning id`)
  ).id
export const updateField = (tx: Tx, field: TicketField): Promise<number> =>
  tx.run(sql`update ticket_fields set title = ${json(field.title)}, customer_title = ${json(field.customerTitle)}, help = ${json(field.help)},
             options = ${json(field.options)}, pattern = ${field.pattern}, required_on_solve = ${field.requiredOnSolve},
             customer = ${field.customer}, active = ${field.active} where id = ${field.id}`)
/** Values of it stay in the tickets; nothing shows them. */
export async function hideField(tx: Tx, id: number, at: Date): Promise<void> {
  await tx.run(sql`update ticket_fields set deleted_at = ${at} where id = ${id}`)
  await tx.run(sql`update ticket_forms set field_ids = array_remove(field_ids, ${id}) where ${id} = any(field_ids)`)
}
/** A new field is on the form everybody starts with. */
export const addToDefaultForm = (tx: Tx, fieldId: number): Promise<number> =>
  tx.run(sql`update ticket_forms set field_ids = field_ids || ${fieldId}::bigint where is_default`)

export const insertForm = async (tx: Tx, form: Omit<TicketForm, 'id'>): Promise<number> =>
  (
    await tx.row<{ id: number }>(sql`
      insert into ticket_forms (name, field_ids, conditions, brand_ids, active, position)
      values (${json(form.name)}, ${form.fieldIds}::bigint[], ${json(form.conditions)}, ${form.brandIds}::bigint[], ${form.active},
              (select coalesce(max(position), 0) + 1 from ticket_forms)) returning id`)
  ).id
export const updateForm = (tx: Tx, form: TicketForm): Promise<number> =>
  tx.run(sql`update ticket_forms set name = ${json(form.name)}, field_ids = ${form.fieldIds}::bigint[], conditions = ${json(form.conditions)},
             brand_ids = ${form.brandIds}::bigint[], active = ${form.active} where id = ${form.id}`)
export async function makeFormDefault(tx: Tx, id: number): Promise<void> {
  await tx.run(sql`update ticket_forms set is_default = false where is_default and id <> ${id}`)
  await tx.run(sql`update ticket_forms set is_default = true where id = ${id}`)
}
/** Each brand starts with one form: the others give it up. */
export const takeBrands = (tx: Tx, formId: number, brandIds: readonly number[]): Promise<number> =>
  tx.run(sql`update ticket_forms set brand_ids = array(select b from unnest(brand_ids) b where b <> all (${[...brandIds]}::bigint[]))
             where id <> ${formId} and brand_ids && ${[...brandIds]}::bigint[]`)
export const hideForm = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update ticket_forms set deleted_at = ${at} where id = ${id}`)

export const insertStatus = async (tx: Tx, status: Omit<TicketStatus, 'id'>): Promise<number> =>
  (
    await tx.row<{ id: number }>(sql`
      insert into ticket_statuses (category, label, customer_label, active, position)
      values (${status.category}, ${json(status.label)}, ${json(status.customerLabel)}, ${status.active},
              (select coalesce(max(position), 0) + 1 from ticket_statuses)) returning id`)
  ).id
export const updateStatus = (tx: Tx, status: TicketStatus): Promise<number> =>
  tx.run(sql`update ticket_statuses set label = ${json(status.label)}, customer_label = ${json(status.customerLabel)}, active = ${status.active}
             where id = ${status.id}`)
export async function makeStatusDefault(
  tx: Tx,
  { id, category }: Pick<TicketStatus, 'id' | 'category'>,
): Promise<void> {
  await tx.run(
    sql`update ticket_statuses set is_default = false where category = ${category} and is_default and id <> ${id}`,
  )
  await tx.run(sql`update ticket_statuses set is_default = true where id = ${id}`)
}
export const hideStatus = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update ticket_statuses set deleted_at = ${at} where id = ${id}`)

const TABLES = {
  field: sql`ticket_fields`,
  form: sql`ticket_forms`,
  status: sql`ticket_statuses`,
} as const
export const setOrder = (tx: Tx, what: keyof typeof TABLES, ids: readonly number[]): Promise<number> =>
  tx.run(sql`update ${TABLES[what]} d set position = n.position
             from unnest(${[...ids]}::bigint[]) with ordinality as n(id, position) where d.id = n.id`)
