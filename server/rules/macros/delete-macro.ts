import { audit } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { ruleChanged } from '../events.ts'
import { hideRule } from '../queries.ts'
import { MacroRef } from './contract.ts'
import { mayTryKeep, requireKeep } from './policy.ts'
import { lockMacro } from './save-macro.ts'

/** Nobody can use it any more; updates made with it still name it. */
export const deleteMacro = command(
  'macro.delete',
  { input: MacroRef, may: mayTryKeep, about: 'Delete a macro.' },
  async (ctx, { macroId }) => {
    const macro = await lockMacro(ctx, macroId)
    requireKeep(ctx.actor, macro, null)
    await hideRule(ctx.tx, macroId, ctx.now)
    if (macro.ownerId === null) await audit(ctx, ctx.actor, 'rule.deleted', `rule:${macroId}`, {}, macro.title)
    record(ctx, ruleChanged, { stream: 'account', by: ctx.actor, data: { kind: 'macro', ruleId: macroId } })
    return null
  },
)
