import { findBrief } from '../../contacts/index.ts'
import { ticketView } from '../../tickets/index.ts'
import { toolsOf } from '../tools.ts'
import { tell } from '../webhooks/owe.ts'
import type { ActionKind } from './action.ts'

/** The ticket as the rule leaves it, who it is from, and which rule says so. */
export const callWebhook: ActionKind<'call_webhook'> = {
  named: ({ webhookId }) => ({ webhooks: [webhookId] }),
  afterClosing: true,
  async effect(ticket, { webhookId }, { ctx, rule, update }) {
    if (!toolsOf(ctx).webhooks.isActive(webhookId)) return null
    const contact = await findBrief(ctx.tx, ticket.contactId)
    await tell(ctx, {
      webhookId,
      type: 'rule.fired',
      conversationId: update.conversationId,
      ruleId: rule.id,
      data: {
        conversationId: update.conversationId,
        rule: { id: rule.id, version: rule.version, title: rule.title },
        ticket: ticketView(ticket),
        changes: update.changes,
        contact: { id: ticket.contactId, name: contact?.name ?? null, email: contact?.email ?? null },
      },
    })
    return 'call_webhook'
  },
}
