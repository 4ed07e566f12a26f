import { audit } from '../../identity/index.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { routingConfigured } from '../events.ts'
import { wantReview } from '../queries-router.ts'

type Told = {
  what: 'settings' | 'queues' | 'skills' | 'capacity' | 'statuses'
  /** `queue.changed`, and on what: `queue:7`. */
  action: string
  subject: string
  changes?: Record<string, unknown>
  name?: string | null
}

/** A change of how work finds an agent: kept in the audit, told to every node, and open work is looked at again [RO9]. */
export async function tellConfigured(ctx: Context & { actor: Actor }, told: Told): Promise<void> {
  await wantReview(ctx.tx)
  await audit(ctx, ctx.actor, told.action, told.subject, told.changes ?? {}, told.name ?? null)
  record(ctx, routingConfigured, { stream: 'account', by: ctx.actor, data: { what: told.what } })
}
