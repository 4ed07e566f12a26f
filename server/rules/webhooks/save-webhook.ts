import { audit } from '../../identity/index.ts'
import { readUrl } from '../../platform/call-out/call-out.ts'
import { command, type SingleCommand } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { type Actor, may } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { DeliveryRef, SaveWebhook, WebhookRef, type WebhookSecret } from './contract.ts'
import { webhookChanged } from './events.ts'
import { oweDelivery, tell } from './owe.ts'
import {
  hideWebhook,
  insertWebhook,
  lockWebhook,
  renewDelivery,
  updateSecret,
  updateWebhook,
  type Webhook,
} from './queries.ts'
import { makeSecret } from './sign.ts'

/** What leaves this house is an administrator's matter. */
export const mayManageWebhooks = (actor: Actor): boolean => may(actor, 'settings.manage')
const kept = { may: mayManageWebhooks }

type Seal = Pick<Sealing, 'seal'>

export const saveWebhook = (sealing: Seal): SingleCommand<typeof SaveWebhook, WebhookSecret> =>
  command(
    'webhook.save',
    { input: SaveWebhook, ...kept, about: 'Make or change an address that is told what happens.', secretAnswer: true },
    async (ctx, { id, version, ...given }): Promise<WebhookSecret> => {
      const name = given.name.trim()
      if (name === '') throw new Refusal('invalid_input', { fields: [{ field: 'name', message: 'missing' }] })
      const url = readUrl(given.url.trim())?.href
      if (url === undefined) throw new Refusal('webhook_url_wrong', { fields: [{ field: 'url', message: 'wrong' }] })
      const webhook = { ...given, name, url }
      const before = id === undefined ? null : await lockWebhook(ctx.tx, id)
      if (id !== undefined && before === null) throw new Refusal('webhook_not_found')
      if (before !== null && version !== undefined && version !== before.version)
        throw new Refusal('webhook_changed_meanwhile', { version: before.version })
      const by = { userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null, at: ctx.now }
      const secret = before === null ? makeSecret() : null
      const saved = before?.id ?? (await insertWebhook(ctx.tx, webhook, sealing.seal(secret ?? ''), by))
      if (before !== null) await updateWebhook(ctx.tx, saved, webhook, by)
      const action = before === null ? 'webhook.created' : 'webhook.changed'
      await audit(ctx, ctx.actor, action, `webhook:${saved}`, differences(before, webhook), name)
      record(ctx, webhookChanged, { stream: 'account', by: ctx.actor, data: { webhookId: saved } })
      return { id: saved, secret }
    },
  )

export const deleteWebhook = command(
  'webhook.delete',
  { input: WebhookRef, ...kept, about: 'Delete an address; it is told nothing more.' },
  async (ctx, { webhookId }) => {
    const webhook = await required(ctx.tx, webhookId)
    await hideWebhook(ctx.tx, webhookId, ctx.now)
    await audit(ctx, ctx.actor, 'webhook.deleted', `webhook:${webhookId}`, {}, webhook.name)
    record(ctx, webhookChanged, { stream: 'account', by: ctx.actor, data: { webhookId } })
    return null
  },
)

export const webhookCommands = (sealing: Seal) => [
  saveWebhook(sealing),
  deleteWebhook,
  command(
    'webhook.renew_secret',
    { input: WebhookRef, ...kept, about: 'Make a new signing secret; the old one signs no more.', secretAnswer: true },
    async (ctx, { webhookId }): Promise<WebhookSecret> => {
      const webhook = await required(ctx.tx, webhookId)
      const secret = makeSecret()
      await updateSecret(ctx.tx, webhookId, sealing.seal(secret))
      await audit(ctx, ctx.actor, 'webhook.secret_renewed', `webhook:${webhookId}`, {}, webhook.name)
      return { id: webhookId, secret }
    },
  ),
  command(
    'webhook.test',
    { input: WebhookRef, ...kept, about: 'Send a test event, once, also while it is switched off.' },
    async (ctx, { webhookId }) => {
      const { name } = await required(ctx.tx, webhookId)
      const about = { webhookId, type: 'webhook.test', conversationId: null, ruleId: null }
      await tell(ctx, { ...about, data: { webhookId, name } })
      return null
    },
  ),
  command(
    'webhook.replay',
    {
      input: DeliveryRef,
      ...kept,
      about: 'Send something again that is over, or at once what waits for its next attempt; as the same message.',
    },
    async (ctx, { deliveryId }) => {
      if ((await renewDelivery(ctx.tx, deliveryId, ctx.now)) === null) throw new Refusal('delivery_not_found')
      oweDelivery(ctx, deliveryId)
      return null
    },
  ),
]

async function required(tx: Parameters<typeof lockWebhook>[0], id: number): Promise<Webhook> {
  const webhook = await lockWebhook(tx, id)
  if (webhook === null) throw new Refusal('webhook_not_found')
  return webhook
}

type Content = Pick<Webhook, 'name' | 'url' | 'events' | 'active'>
const differences = (before: Webhook | null, after: Content): Record<string, [unknown, unknown]> =>
  Object.fromEntries(
    (['name', 'url', 'events', 'active'] as const).flatMap((field) =>
      JSON.stringify(before?.[field]) === JSON.stringify(after[field])
        ? []
        : [[field, [before?.[field] ?? null, after[field]] as [unknown, unknown]]],
    ),
  )
