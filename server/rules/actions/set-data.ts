import { changeData, chooseStatus, chosenStatus, setFields } from '../../tickets/index.ts'
import type { ActionKind } from './action.ts'

export const setType: ActionKind<'set_type'> = {
  change: (ticket, { type }) => setFields(ticket, { type }),
}

/** Macros alone have it: they fill its placeholders in themselves. */
export const setSubject: ActionKind<'set_subject'> = {
  change: (ticket, { text }) => setFields(ticket, { subject: text }),
}

/** A value the field does not take (any more) is refused, and the rule says so. */
export const setField: ActionKind<'set_field'> = {
  named: ({ fieldId, value }) => ({ values: [{ fieldId, value }] }),
  change: (ticket, { fieldId, value }, { ctx }) => changeData(ctx, ticket, { fields: { [fieldId]: value } }),
}

/** A form that is gone meanwhile is refused, and the rule says so. */
export const setForm: ActionKind<'set_form'> = {
  named: ({ formId }) => ({ forms: [formId] }),
  change: (ticket, { formId }, { ctx }) => changeData(ctx, ticket, { formId }),
}

export const addFollower: ActionKind<'add_follower'> = {
  named: ({ whom }) => (whom === 'actor' ? {} : { users: [whom] }),
  change(ticket, { whom }, { ctx, update }) {
    const userId = whom === 'actor' ? (update.by.kind === 'agent' ? update.by.id : null) : whom
    if (userId === null || ticket.followers.includes(userId)) return ticket
    return changeData(ctx, ticket, { followers: [...ticket.followers, userId] })
  },
}

/** A status of the account's own; the machine runs on its category [TK9]. */
export const setOwnStatus: ActionKind<'set_own_status'> = {
  named: ({ statusId }) => ({ statuses: [statusId] }),
  async change(ticket, { statusId }, { ctx, conversation }) {
    if (ticket.statusId === statusId) return ticket
    const chosen = chosenStatus(ctx, { statusId })
    return chosen === null
      ? ticket
      : chooseStatus(ticket, chosen, { at: ctx.now, closing: (await conversation()).style })
  },
}
