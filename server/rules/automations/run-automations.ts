import { lockOnTime } from '../../conversations/index.ts'
import { type Context, writeLater } from '../../platform/commands/context.ts'
import type { TimerHandler } from '../../platform/timers/timer.ts'
import { clockFacts, keepUpdate, loadWork, ruleUpdate, ticketOf } from '../../tickets/index.ts'
import type { Automation, RuleDirectory } from '../directory.ts'
import type { Failures } from '../failures.ts'
import { fire } from '../fire.ts'
import { insertFirings } from '../queries.ts'
import { sceneOf } from '../scene-of.ts'
import { anchorsOf } from './next-check.ts'
import { type Clocks, factsAt } from './clocks.ts'
import { planCheck, runKey } from './plan-checks.ts'
import { insertRun, listRuns } from './queries.ts'

export type AutomationParts = { directory: Pick<RuleDirectory, 'automations'>; clocks: Clocks; failures: Failures }

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
    for (const automation of directory.automations()) {
      const facts = clockFacts(ctx, conversationId)
      if (facts === null || failures.isOut(automation.id)) continue
      const key = runKey(automation, anchorsOf(automation, facts))
      if (done.has(key) || !automation.holds(factsAt(facts, ctx.now, clocks))) continue
      done.add(key)
      await insertRun(ctx.tx, {
        ruleId: automation.id,
        ticketId: ticket.id,
        anchors: anchorsOf(automation, facts),
        at: ctx.now,
      })
      await act(ctx, conversationId, automation, failures)
    }
    planCheck(ctx, conversationId, directory, clocks, done)
  }
}

async function act(ctx: Context, conversationId: number, automation: Automation, failures: Failures): Promise<void> {
  const ticket = ticketOf(ctx, conversationId)
  if (ticket === null || ticket.status === 'closed') return
  const update = ruleUpdate(ctx, ticket, automation.id)
  const about = { ruleId: automation.id, version: automation.version, ticketId: ticket.id }
  try {
    const result = await fire(sceneOf(ctx, update, automation), {
      ...automation,
      actions: automation.definition.actions,
    })
    failures.went(automation.id)
    if (result.kind === 'nothing') return
    if (result.kind === 'fired') keepUpdate(ctx, update)
    const firing =
      result.kind === 'fired'
        ? { ...about, changes: result.changes, did: result.did, failure: null }
        : { ...about, changes: {}, did: [], failure: result.code }
    writeLater(ctx, insertFirings(ctx.tx, ctx.now, [firing]))
  } catch (error) {
    throw failures.broke(automation, error)
  }
}
