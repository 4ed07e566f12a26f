import { command } from '../../platform/commands/command.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { SaveStatus, StatusRef } from './contract.ts'
import { named, trimmed } from './model.ts'
import { noteChange } from './note-change.ts'
import { mayManageDefinitions } from './policy.ts'
import {
  hideStatus,
  insertStatus,
  lockDefinitions,
  makeStatusDefault,
  readDefinitions,
  updateStatus,
} from './queries.ts'

/** A status of the account's own inside a category; what a ticket may do next is the category's matter [TK9]. */
export const saveStatus = command(
  'ticket_status.save',
  { input: SaveStatus, may: mayManageDefinitions, about: 'Make or change a ticket status inside its category.' },
  async (ctx, input) => {
    await lockDefinitions(ctx.tx)
    const { id, ...settings } = input
    const before = (await readDefinitions(ctx.tx)).statuses.find((status) => status.id === id)
    if (id !== undefined && before === undefined) throw new Refusal('ticket_status_not_found', { statusId: id })
    if (before !== undefined && before.category !== settings.category)
      throw new Refusal('ticket_status_category_fixed', { field: 'category' })
    if ((before?.isDefault === true && !settings.isDefault) || (settings.isDefault && !settings.active))
      throw new Refusal('ticket_status_default_stays')
    const status = {
      ...settings,
      label: named(settings.label, 'label'),
      customerLabel: trimmed(settings.customerLabel),
    }
    const statusId = before?.id ?? (await insertStatus(ctx.tx, status))
    if (before !== undefined) await updateStatus(ctx.tx, { ...status, id: statusId })
    if (status.isDefault && before?.isDefault !== true) await makeStatusDefault(ctx.tx, { ...status, id: statusId })
    await noteChange(ctx, { what: 'status', id: statusId, before, after: status, texts: status.label })
    return { id: statusId }
  },
)

export const deleteStatus = command(
  'ticket_status.delete',
  { input: StatusRef, may: mayManageDefinitions, about: 'Delete a ticket status; its tickets show their category.' },
  async (ctx, { statusId }) => {
    await lockDefinitions(ctx.tx)
    const status = (await readDefinitions(ctx.tx)).statuses.find(({ id }) => id === statusId)
    if (status === undefined) throw new Refusal('ticket_status_not_found', { statusId })
    if (status.isDefault) throw new Refusal('ticket_status_default_stays')
    await hideStatus(ctx.tx, statusId, ctx.now)
    await noteChange(ctx, { what: 'status', id: statusId, before: status, after: null, texts: status.label })
    return null
  },
)
