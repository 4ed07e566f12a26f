import type { FieldValues, TicketDefinitions, TicketField, TicketForm } from '../definitions/contract.ts'

/** A field as a ticket's form shows it. */
export type ShownField = { field: TicketField; required: boolean }

/** The form of a ticket: its own, or the one its brand starts with. */
export function formOf(
  { forms }: Pick<TicketDefinitions, 'forms'>,
  ticket: { formId: number | null; brandId: number },
): TicketForm | undefined {
  return (
    forms.find(({ id }) => id === ticket.formId) ??
    forms.find(({ brandIds, active }) => active && brandIds.includes(ticket.brandId)) ??
    forms.find(({ isDefault }) => isDefault)
  )
}

/**
 * The fields a form shows for these values, in its order [TK11]. A field that conditions name as child is shown only while
 * one of them holds, and while its parent is shown itself.
 */
export function shownFields(definitions: TicketDefinitions, form: TicketForm, values: FieldValues): ShownField[] {
  const fields = new Map(definitions.fields.filter(({ active }) => active).map((field) => [field.id, field]))
  const onForm = new Set(form.fieldIds)
  const visible = new Map<number, boolean>()
  const holding = (id: number) =>
    form.conditions.filter(
      ({ child, parent, values: wanted }) => child === id && isShown(parent) && holds(values[parent], wanted),
    )
  const isShown = (id: number): boolean => {
    const known = visible.get(id)
    if (known !== undefined) return known
    visible.set(id, false)
    const is =
      onForm.has(id) && fields.has(id) && (!form.conditions.some(({ child }) => child === id) || holding(id).length > 0)
    visible.set(id, is)
    return is
  }
  return form.fieldIds.flatMap((id) => {
    const field = fields.get(id)
    if (field === undefined || !isShown(id)) return []
    return [{ field, required: field.requiredOnSolve || holding(id).some(({ required }) => required) }]
  })
}

function holds(value: FieldValues[string] | undefined, wanted: readonly (string | boolean)[]): boolean {
  if (Array.isArray(value)) return value.some((each) => wanted.includes(each))
  if (typeof value === 'number') return wanted.includes(String(value))
  // A box nobody ticked is not ticked.
  return wanted.includes(value ?? false)
}

/** What is still empty though Solved asks for it; a box must be ticked. */
export const missingFields = (shown: readonly ShownField[], values: FieldValues): TicketField[] =>
  shown.filter(({ field, required }) => required && isEmpty(values[field.id])).map(({ field }) => field)

const isEmpty = (value: FieldValues[string] | undefined): boolean =>
  value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0)

/** Whether a chain of conditions leads back to where it began; each field is looked at once, however many ways lead there. */
export function isCircular(conditions: readonly { parent: number; child: number }[]): boolean {
  const childrenOf = Map.groupBy(conditions, ({ parent }) => parent)
  const done = new Set<number>()
  const onTheWay = new Set<number>()
  const leadsBack = (id: number): boolean => {
    if (onTheWay.has(id)) return true
    if (done.has(id)) return false
    done.add(id)
    onTheWay.add(id)
    const found = (childrenOf.get(id) ?? []).some(({ child }) => leadsBack(child))
    onTheWay.delete(id)
    return found
  }
  return [...childrenOf.keys()].some(leadsBack)
}
