import { audit } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { OrderViews } from './contract.ts'
import { viewChanged } from './events.ts'
import { mayKeep, mayTryKeepViews } from './policy.ts'
import { listViews, placeViews } from './queries.ts'

/** All the views one keeps in their new order; refused when one came or went meanwhile. */
export const orderViews = command(
  'view.order',
  { input: OrderViews, may: mayTryKeepViews, about: 'Put the views one keeps in order.' },
  async (ctx, { ids }) => {
    const kept = (await listViews(ctx.tx)).filter((view) => mayKeep(ctx.actor, view)).map(({ id }) => id)
    if (kept.length !== ids.length || new Set([...kept, ...ids]).size !== kept.length)
      throw new Refusal('views_changed_meanwhile')
    // What somebody keeps for himself is nobody's business.
    const shared = async () => (await listViews(ctx.tx)).flatMap((view) => (view.ownerId === null ? [view.title] : []))
    const before = await shared()
    if ((await placeViews(ctx.tx, ids)) === 0) return null
    record(ctx, viewChanged, { stream: 'account', by: ctx.actor, data: { viewId: null } })
    const after = await shared()
    if (JSON.stringify(before) !== JSON.stringify(after))
      await audit(ctx, ctx.actor, 'view.sorted', 'views', { order: [before, after] })
    return null
  },
)
