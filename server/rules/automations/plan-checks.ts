import type { Context } from '../../platform/commands/context.ts'
import type { Stage } from '../../platform/commands/reaction.ts'
import { clearTimer, setTimer } from '../../platform/timers/timer.ts'
import { clockFacts, takeUpdates, ticketOf } from '../../tickets/index.ts'
import type { Automation, RuleDirectory } from '../directory.ts'
import { type ClocksOf, factsAt } from './clocks.ts'
import { anchorsOf, nextCheck } from './next-check.ts'

export const CHECK = 'rules.check'
const NOTHING_DONE = { done: new Set<string>(), outUntil: () => null }
type Automations = Pick<RuleDirectory, 'automations'>

/** After triggers: each changed ticket is looked at again when one of its times will pass a limit [RU8]. */
export const planChecks = (directory: Automations, clocks: ClocksOf): Stage => ({
  name: 'automations',
  async run(ctx) {
    const changed = new Set(takeUpdates(ctx, 'automations').map(({ conversationId }) => conversationId))
    if (directory.automations().length > 0) for (const id of changed) planCheck(ctx, id, directory, clocks)
    return false
  },
})

/** Sets the ticket's one timer to the earliest instant at which an automation may come true; now, where one holds already. */
export function planCheck(
  ctx: Context,
  conversationId: number,
  directory: Automations,
  clocksOf: ClocksOf,
  { done, outUntil }: { done: ReadonlySet<string>; outUntil(ruleId: number): Date | null } = NOTHING_DONE,
): void {
  const subject = `conversation:${conversationId}`
  const ticket = ticketOf(ctx, conversationId)
  const facts = ticket === null || ticket.status === 'closed' ? null : clockFacts(ctx, conversationId)
  if (facts === null) return clearTimer(ctx, subject, CHECK)
  const clocks = clocksOf(facts.state)
  const asked = factsAt(facts, ctx.now, clocks)
  let earliest: Date | null = null
  for (const automation of directory.automations()) {
    const holds = automation.holds(asked) && !done.has(runKey(automation, anchorsOf(automation, facts)))
    // One that has just broken is asked again when it is let in again, and not until then.
    const at = holds ? (outUntil(automation.id) ?? ctx.now) : nextCheck(automation, facts, ctx.now, clocks)
    if (at !== null && (earliest === null || at < earliest)) earliest = at
  }
  if (earliest === null) clearTimer(ctx, subject, CHECK)
  else setTimer(ctx, subject, CHECK, earliest)
}

export const runKey = ({ id }: Pick<Automation, 'id'>, anchors: string): string => `${id} ${anchors}`
