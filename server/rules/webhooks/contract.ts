import { type Static, Type } from 'typebox'
import { Id } from '../../platform/pure/schemas.ts'

/** What an endpoint may be told of by itself; what rules send comes as `rule.fired`. */
export const webhookEvents = [
  'conversation.started',
  'message.sent',
  'session.ended',
  'conversation.closed',
  'ticket.created',
  'ticket.updated',
  'survey.offered',
  'survey.rated',
] as const
export type WebhookEvent = (typeof webhookEvents)[number]

/** `webhook.save`. Without `id` it is new, and its secret is told: once. */
export const SaveWebhook = Type.Object({
  id: Type.Optional(Id),
  version: Type.Optional(Type.Integer({ minimum: 1 })),
  name: Type.String({ minLength: 1, maxLength: 80 }),
  url: Type.String({ minLength: 1, maxLength: 2000 }),
  events: Type.Array(Type.Union(webhookEvents.map((event) => Type.Literal(event))), {
    maxItems: 20,
    uniqueItems: true,
  }),
  active: Type.Boolean(),
})
export type SaveWebhook = Static<typeof SaveWebhook>
export const WebhookRef = Type.Object({ webhookId: Id })
export const DeliveryRef = Type.Object({ deliveryId: Id })

export type WebhookView = {
  id: number
  name: string
  url: string
  events: WebhookEvent[]
  active: boolean
  version: number
  failingSince: string | null
  /** Why the system switched it off. */
  failure: { at: string; reason: string } | null
}
export type Attempt = { at: string; status: number | null; problem: string | null; ms: number }
export type DeliveryView = {
  id: number
  type: string
  state: 'waiting' | 'sent' | 'failed'
  conversationId: number | null
  body: string
  attempts: Attempt[]
  answer: string | null
  nextAt: string | null
  at: string
}
export type DeliveryPage = { rows: DeliveryView[]; next: number | null }
/** Told once, when it is made: `whsec_…`, as the Standard Webhooks libraries take it. */
export type WebhookSecret = { id: number; secret: string | null }

export const refusals = {
  webhook_not_found: 404,
  webhook_changed_meanwhile: 409,
  webhook_url_wrong: 422,
  delivery_not_found: 404,
} as const
