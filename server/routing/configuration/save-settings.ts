import { differences } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { RoutingSettings } from '../contract.ts'
import { mayManageRouting } from '../policy.ts'
import { lockSettings, writeSettings } from '../queries.ts'
import { tellConfigured } from './tell.ts'

/** The whole of it; open work is looked at again in the background [RO9]. */
export const saveSettings = command(
  'routing.save_settings',
  { input: RoutingSettings, may: mayManageRouting, about: 'Say how work finds an agent.' },
  async (ctx, settings) => {
    const before = await lockSettings(ctx.tx)
    const changes = differences(before, settings)
    if (Object.keys(changes).length === 0) return null
    await writeSettings(ctx.tx, settings)
    await tellConfigured(ctx, { what: 'settings', action: 'routing.settings_changed', subject: 'routing', changes })
    return null
  },
)
