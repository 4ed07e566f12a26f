import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { ViewRef } from './contract.ts'
import { viewChanged } from './events.ts'
import { mayTryKeepViews, requireKeep } from './policy.ts'
import { hideView, lockView } from './queries.ts'
import { auditView } from './save-view.ts'

export const deleteView = command(
  'view.delete',
  { input: ViewRef, may: mayTryKeepViews, about: 'Delete a view; its tickets stay.' },
  async (ctx, { viewId }) => {
    const view = await lockView(ctx.tx, viewId)
    if (view === null) throw new Refusal('view_not_found')
    requireKeep(ctx.actor, view, null)
    await hideView(ctx.tx, viewId, ctx.now)
    await auditView(ctx, viewId, view, null)
    record(ctx, viewChanged, { stream: 'account', by: ctx.actor, data: { viewId } })
    return null
  },
)
