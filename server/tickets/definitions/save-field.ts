import { command } from '../../platform/commands/command.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { FieldRef, SaveField } from './contract.ts'
import { checkedField } from './model.ts'
import { noteChange } from './note-change.ts'
import { faultOfPattern } from './pattern.ts'
import { mayManageDefinitions } from './policy.ts'
import { addToDefaultForm, hideField, insertField, lockDefinitions, readDefinitions, updateField } from './queries.ts'

/** A field of the account's own. Its kind stays: what tickets hold must go on meaning the same. */
export const saveField = command(
  'ticket_field.save',
  { input: SaveField, may: mayManageDefinitions, about: 'Make or change a ticket field.' },
  async (ctx, input) => {
    await lockDefinitions(ctx.tx)
    const { id, ...settings } = input
    const before = (await readDefinitions(ctx.tx)).fields.find((field) => field.id === id)
    if (id !== undefined && before === undefined) throw new Refusal('field_not_found', { fieldId: id })
    if (before !== undefined && before.kind !== settings.kind) throw new Refusal('field_kind_fixed', { field: 'kind' })
    const field = checkedField(settings, faultOfPattern)
    const fieldId = before?.id ?? (await insertField(ctx.tx, field))
    if (before === undefined) await addToDefaultForm(ctx.tx, fieldId)
    else await updateField(ctx.tx, { ...field, id: fieldId })
    await noteChange(ctx, { what: 'field', id: fieldId, before, after: field, texts: field.title })
    return { id: fieldId }
  },
)

export const deleteField = command(
  'ticket_field.delete',
  { input: FieldRef, may: mayManageDefinitions, about: 'Delete a ticket field; tickets show its values no more.' },
  async (ctx, { fieldId }) => {
    await lockDefinitions(ctx.tx)
    const { fields, forms } = await readDefinitions(ctx.tx)
    const field = fields.find(({ id }) => id === fieldId)
    if (field === undefined) throw new Refusal('field_not_found', { fieldId })
    const asking = forms.find((form) => form.conditions.some(({ parent, child }) => [parent, child].includes(fieldId)))
    if (asking !== undefined) throw new Refusal('field_in_condition', { formId: asking.id })
    await hideField(ctx.tx, fieldId, ctx.now)
    await noteChange(ctx, { what: 'field', id: fieldId, before: field, after: null, texts: field.title })
    return null
  },
)
