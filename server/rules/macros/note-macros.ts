import { lockConversation } from '../../conversations/index.ts'
import { type Context, writeLater } from '../../platform/commands/context.ts'
import type { Stage } from '../../platform/commands/reaction.ts'
import { offerSurvey } from '../../surveys/index.ts'
import { takeMadeWithMacros, type Update } from '../../tickets/index.ts'
import type { Macro, RuleDirectory } from '../directory.ts'
import { insertFirings, type NewFiring } from '../queries.ts'
import { toolsOf } from '../tools.ts'

/**
 * The stage of the macros: an update made with some bears their marks, and they count as used [RU17]. One that is gone
 * meanwhile, or another person's own, leaves none: the agent's answer goes out either way.
 */
export const noteMacros = (directory: Pick<RuleDirectory, 'macro'>): Stage => ({
  name: 'macros',
  async run(ctx) {
    const firings: NewFiring[] = []
    for (const { update, macroIds, withSurvey } of takeMadeWithMacros(ctx))
      for (const id of macroIds) {
        const macro = directory.macro(id)
        if (macro === undefined || (macro.ownerId !== null && macro.ownerId !== update.by.id)) continue
        const { version, title } = macro
        const did = ['macro', ...(withSurvey && (await sendsSurvey(ctx, update, id, macro)) ? ['send_survey'] : [])]
        update.rules.push({ rule: id, version, title, changes: {}, did })
        firings.push({ ruleId: id, version, ticketId: update.ticketId, changes: {}, did, failure: null })
      }
    if (firings.length > 0) writeLater(ctx, insertFirings(ctx.tx, ctx.now, firings))
    return false
  },
})

/** Whether the customer was asked: once a ticket, as everywhere; where he was asked already nothing happens. */
async function sendsSurvey(ctx: Context, update: Update, ruleId: number, { surveyId }: Macro): Promise<boolean> {
  const survey = surveyId === null ? undefined : toolsOf(ctx).surveys.find(surveyId)
  if (survey === undefined) return false
  const conversation = await lockConversation(ctx.tx, update.conversationId)
  return (await offerSurvey(ctx, survey, conversation, { kind: 'rule', ruleId })) !== null
}
