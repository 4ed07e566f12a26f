import type { Context } from '../../platform/commands/context.ts'
import type { Reaction } from '../../platform/commands/reaction.ts'
import { clock } from '../../platform/clock.ts'
import { webhookEvents } from './contract.ts'
import type { WebhookDirectory } from './directory.ts'
import { dropDeliveries, insertDelivery, type NewDelivery } from './queries.ts'

export const DELIVER = 'webhook_deliver'
/** What an import or the demo dates back is no news to anybody. */
const LONG_AGO_MS = 60_000

/** One job a delivery, whatever asks for it. */
export const oweDelivery = (ctx: Pick<Context, 'jobs'>, deliveryId: number, runAt?: Date): void =>
  void ctx.jobs.push({
    task: DELIVER,
    payload: { deliveryId },
    key: `webhook:${deliveryId}`,
    ...(runAt === undefined ? {} : { runAt }),
  })

type Telling = Omit<NewDelivery, 'body'> & { data: Record<string, unknown> }

/** Writes what is told into the log and owes its delivery, in the same commit [RU14]. */
export async function tell(ctx: Context, { data, ...about }: Telling): Promise<void> {
  const body = JSON.stringify({ type: about.type, timestamp: ctx.now.toISOString(), data })
  oweDelivery(ctx, await insertDelivery(ctx.tx, { ...about, body }, ctx.now))
}

const idOf = (stream: string): number => Number(stream.slice('conversation:'.length))

/** Facts as they happen, to whoever has asked for their kind; ids and changed fields, never what was said. */
export const webhookReactions = (directory: Pick<WebhookDirectory, 'wanting'>): Reaction[] => [
  ...webhookEvents.map(
    (type): Reaction => ({
      on: type,
      name: `webhooks: ${type}`,
      async react(ctx, events) {
        const wanting = directory.wanting(type)
        if (wanting.length === 0 || clock.now().getTime() - ctx.now.getTime() > LONG_AGO_MS) return
        // In one breath: a shared commit has hundreds.
        await Promise.all(
          events.flatMap(({ stream, by, data, contactId, messageId }) =>
            wanting.map(({ id: webhookId }) =>
              tell(ctx, {
                webhookId,
                type,
                conversationId: idOf(stream),
                ruleId: null,
                data: {
                  conversationId: idOf(stream),
                  contactId: contactId ?? null,
                  ...(messageId === undefined ? {} : { messageId }),
                  by,
                  ...data,
                },
              }),
            ),
          ),
        )
      },
    }),
  ),
  {
    on: 'conversation.purged',
    name: 'webhooks: forget what is purged',
    async react(ctx, events) {
      await dropDeliveries(
        ctx.tx,
        events.map(({ stream }) => idOf(stream)),
      )
    },
  },
  {
    // A subject may hold the words.
    on: 'message.redacted',
    name: 'webhooks: forget what is redacted',
    async react(ctx, events) {
      await dropDeliveries(
        ctx.tx,
        events.map(({ stream }) => idOf(stream)),
      )
    },
  },
]
