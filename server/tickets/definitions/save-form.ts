import { findBrand } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { FormRef, SaveForm } from './contract.ts'
import { checkedForm } from './model.ts'
import { noteChange } from './note-change.ts'
import { mayManageDefinitions } from './policy.ts'
import {
  hideForm,
  insertForm,
  lockDefinitions,
  makeFormDefault,
  readDefinitions,
  takeBrands,
  updateForm,
} from './queries.ts'

/** Which fields a ticket shows, in which order and when. One form is for all brands that have none of their own. */
export const saveForm = command(
  'ticket_form.save',
  { input: SaveForm, may: mayManageDefinitions, about: 'Make or change a ticket form.' },
  async (ctx, input) => {
    await lockDefinitions(ctx.tx)
    const { id, ...settings } = input
    const definitions = await readDefinitions(ctx.tx)
    const before = definitions.forms.find((form) => form.id === id)
    if (id !== undefined && before === undefined) throw new Refusal('form_not_found', { formId: id })
    if ((before?.isDefault === true && !settings.isDefault) || (settings.isDefault && !settings.active))
      throw new Refusal('form_default_stays')
    const form = checkedForm(settings, definitions)
    for (const brandId of form.brandIds)
      if ((await findBrand(ctx.tx, brandId)) === null) throw new Refusal('brand_not_found', { field: 'brandIds' })
    const formId = before?.id ?? (await insertForm(ctx.tx, form))
    if (before !== undefined) await updateForm(ctx.tx, { ...form, id: formId })
    if (form.isDefault && before?.isDefault !== true) await makeFormDefault(ctx.tx, formId)
    await takeBrands(ctx.tx, formId, form.brandIds)
    await noteChange(ctx, { what: 'form', id: formId, before, after: form, texts: form.name })
    return { id: formId }
  },
)

export const deleteForm = command(
  'ticket_form.delete',
  { input: FormRef, may: mayManageDefinitions, about: 'Delete a ticket form; its tickets show that of their brand.' },
  async (ctx, { formId }) => {
    await lockDefinitions(ctx.tx)
    const form = (await readDefinitions(ctx.tx)).forms.find(({ id }) => id === formId)
    if (form === undefined) throw new Refusal('form_not_found', { formId })
    if (form.isDefault) throw new Refusal('form_default_stays')
    await hideForm(ctx.tx, formId, ctx.now)
    await noteChange(ctx, { what: 'form', id: formId, before: form, after: null, texts: form.name })
    return null
  },
)
