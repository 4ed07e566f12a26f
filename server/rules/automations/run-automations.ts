import { lockOnTime } from '../../conversations/index.ts'
import type { TimerHandler } from '../../platform/timers/timer.ts'
import { clockFacts, loadWork, ticketOf } from '../../tickets/index.ts'
import { actByItself } from '../act-by-itself.ts'
import type { RuleDirectory } from '../directory.ts'
import type { Failures } from '../failures.ts'
import { anchorsOf } from './next-check.ts'
import { type ClocksOf, factsAt } from './clocks.ts'
import { planCheck, runKey } from './plan-checks.ts'
import { insertRun, listRuns } from './queries.ts'

export type AutomationParts = { directory: Pick<RuleDirectory, 'automations'>; clocks: ClocksOf; failures: Failures }

/**
 * A ticket's time has come: the automations that hold now act, in their order, each seeing what the one before changed;
 * each once for the instants it counts from [RU8]. What they change is an update of their own, which triggers read.
 */
export function runAutomations({ directory, clocks, failures }: AutomationParts): TimerHandler {
  return async (ctx, subject) => {
    const conversation = await lockOnTime(ctx.tx, subject)
    if (conversation === null) return
    const conversationId = conversation.id
    await loadWork(ctx, [conversationId])
    const ticket = ticketOf(ctx, conversationId)
    if (ticket === null || ticket.status === 'closed') return
    const done = new Set(
      (await listRuns(ctx.tx, ticket.id)).map(({ ruleId, anchors }) => runKey({ id: ruleId }, anchors)),
    )
    let facts = clockFacts(ctx, conversationId)
    let asked = facts && factsAt(facts, ctx.now, clocks(facts.state))
    for (const automation of directory.automations()) {
      // First what nearly all say no to; the facts are put together anew only after one that acted.
      if (facts === null || asked === null || !automation.holds(asked) || failures.isOut(automation.id)) continue
      const anchors = anchorsOf(automation, facts)
      const key = runKey(automation, anchors)
      if (done.has(key)) continue
      done.add(key)
      await insertRun(ctx.tx, { ruleId: automation.id, ticketId: ticket.id, anchors, at: ctx.now })
      const rule = { ...automation, actions: automation.definition.actions }
      await actByItself(ctx, conversationId, rule, failures)
      facts = clockFacts(ctx, conversationId)
      asked = facts && factsAt(facts, ctx.now, clocks(facts.state))
    }
    planCheck(ctx, conversationId, directory, clocks, { done, outUntil: failures.outUntil })
  }
}
