import { writeLater } from '../../platform/commands/context.ts'
import type { Stage } from '../../platform/commands/reaction.ts'
import { takeMadeWithMacros } from '../../tickets/index.ts'
import type { RuleDirectory } from '../directory.ts'
import { insertFirings, type NewFiring } from '../queries.ts'

/**
 * The stage of the macros: an update made with some bears their marks, and they count as used [RU17]. One that is gone
 * meanwhile, or another person's own, leaves none: the agent's answer goes out either way.
 */
export const noteMacros = (directory: Pick<RuleDirectory, 'macro'>): Stage => ({
  name: 'macros',
  async run(ctx) {
    const firings: NewFiring[] = []
    for (const { update, macroIds } of takeMadeWithMacros(ctx))
      for (const id of macroIds) {
        const macro = directory.macro(id)
        if (macro === undefined || (macro.ownerId !== null && macro.ownerId !== update.by.id)) continue
        const { version, title } = macro
        update.rules.push({ rule: id, version, title, changes: {}, did: ['macro'] })
        firings.push({ ruleId: id, version, ticketId: update.ticketId, changes: {}, did: ['macro'], failure: null })
      }
    if (firings.length > 0) writeLater(ctx, insertFirings(ctx.tx, ctx.now, firings))
    return false
  },
})
