import { audit, differences } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { RoutingSettings } from '../contract.ts'
import { routingConfigured } from '../events.ts'
import { mayManageRouting } from '../policy.ts'
import { lockSettings, writeSettings } from '../queries.ts'
import { wantReview } from '../queries-router.ts'

/** The whole of it; open work is looked at again in the background [RO9]. */
export const saveSettings = command(
  'routing.save_settings',
  { input: RoutingSettings, may: mayManageRouting, about: 'Say how work finds an agent.' },
  async (ctx, settings) => {
    const before = await lockSettings(ctx.tx)
    const changes = differences(before, settings)
    if (Object.keys(changes).length === 0) return null
    await writeSettings(ctx.tx, settings)
    await wantReview(ctx.tx)
    await audit(ctx, ctx.actor, 'routing.settings_changed', 'routing', changes)
    record(ctx, routingConfigured, { stream: 'account', by: ctx.actor, data: { what: 'settings' } })
    return null
  },
)
