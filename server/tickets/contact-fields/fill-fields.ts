import { isOwn, lockConversation } from '../../conversations/index.ts'
import { command } from '../../platform/commands/command.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { setValues } from '../change-data.ts'
import type { FieldChanges, FieldValues } from '../definitions/contract.ts'
import { definitionsOf, loadWork, putUpdate, ticketOf } from '../work.ts'
import { FillFields } from './contract.ts'
import { fillable } from './model.ts'

/** Whether this is the customer of some conversation; of which one is asked inside. */
const mayFill = (actor: Actor): boolean => actor.kind === 'visitor'

/** The customer fills in what is asked of him: an update of his ticket, by him [TK20]. */
export const fillFields = command(
  'ticket.fill',
  { input: FillFields, may: mayFill, about: 'Fill in fields of one’s own request.' },
  async (ctx, { conversationId, fields }) => {
    const { actor } = ctx
    const conversation = await lockConversation(ctx.tx, conversationId)
    if (!isOwn(actor, conversation)) throw new Refusal('conversation_not_found')
    allow(actor.kind === 'visitor' && !actor.blocked, 'contact_blocked')
    await loadWork(ctx, [conversationId])
    const ticket = ticketOf(ctx, conversationId)
    if (ticket === null) throw new Refusal('ticket_not_found')
    if (ticket.status === 'closed') throw new Refusal('ticket_closed')
    const definitions = definitionsOf(ctx)
    // Before values are looked at: a field that is kept from him is not there, whatever is said about it.
    const may = fillable(definitions, ticket, filledIn(fields))
    for (const key of Object.keys(fields))
      if (!may.has(Number(key))) throw new Refusal('field_not_found', { field: `fields.${key}`, fieldId: Number(key) })
    putUpdate(ctx, actor, ticket, setValues(ctx, ticket, fields, 'fields'), null)
    return null
  },
)

const filledIn = (fields: FieldChanges): FieldValues =>
  Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value === null ? [] : [[key, value]])))
