import type { Context } from '../../platform/commands/context.ts'
import { compile } from '../../platform/pure/conditions/compile.ts'
import type { Facts } from '../../platform/pure/conditions/condition.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import { listStanding, type Ticket, ticketFacts } from '../../tickets/index.ts'
import { type Clocks, type ClocksOf, factsAt } from '../automations/clocks.ts'
import { anchorsOf, nextCheck, type Timed } from '../automations/next-check.ts'
import { listRunsOfRule } from '../automations/queries.ts'
import type { DryRunView, TriggerDefinition } from '../contract.ts'
import { countOpenTickets, listOpenCandidates } from './queries.ts'
import { type Reading, wouldChange } from './would-change.ts'

const EXAMPLES = 20
/** What changes with the clock is asked of so many candidates, the oldest. */
const MOST_SIEVED = 5_000
/** So many times may pass a limit before it acts; nobody writes conditions with more. */
const MOST_TURNS = 100

type Asked = {
  definition: TriggerDefinition
  fields: ReadonlyMap<string, Field>
  clocks: ClocksOf
  /** What it did already it would not do again. */
  ruleId: number | null
}
type Due = { ticket: Ticket; facts: Facts; at: Date }

/** An automation over the open tickets as they are: on which it would act now, and on which later if nobody does anything. */
export async function overTickets(ctx: Context, asked: Asked): Promise<Omit<DryRunView, 'conflicts'>> {
  const { definition, fields, clocks, ruleId } = asked
  const timed: Timed = {
    conditions: definition.conditions,
    fields,
    holds: compile(definition.conditions, fields),
  }
  const [looked, ids] = await Promise.all([
    countOpenTickets(ctx.tx),
    listOpenCandidates(ctx.tx, definition.conditions, fields, MOST_SIEVED),
  ])
  const standing = await listStanding(ctx.tx, ids)
  const done = await doneAlready(
    ctx,
    ruleId,
    standing.map(({ ticket }) => ticket.id),
  )
  const due = standing
    .flatMap(({ ticket, row }): Due[] => {
      const facts = ticketFacts(ticket, row)
      if (done.has(`${ticket.id} ${anchorsOf(timed, facts)}`)) return []
      const at = actsAt(timed, facts, ctx.now, clocks(facts.state))
      return at === null ? [] : [{ ticket, facts, at }]
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  const atOnce = due.filter(({ at }) => at <= ctx.now)
  const examples: DryRunView['examples'] = []
  for (const { ticket, facts, at } of due.slice(0, EXAMPLES)) {
    const { id: ticketId, conversationId, subject } = ticket
    const by = { kind: 'rule' as const, id: ruleId }
    const reading: Reading = { conversationId, ticketId, kind: 'changed', at, by, state: facts.state }
    const changes = await wouldChange(ctx, reading, ticket, definition)
    examples.push({ updateId: null, ticketId, conversationId, subject, at: at.toISOString(), changes })
  }
  return {
    looked,
    matched: atOnce.length,
    tickets: due.length,
    coming: due.length - atOnce.length,
    isCut: ids.length === MOST_SIEVED,
    isKept: true,
    unknown: [],
    examples,
  }
}

/** The first instant from now on at which it holds. */
function actsAt(timed: Timed, facts: Facts, now: Date, clocks: Clocks): Date | null {
  let at: Date | null = now
  for (let turn = 0; at !== null && turn < MOST_TURNS; turn += 1) {
    if (timed.holds(factsAt(facts, at, clocks))) return at
    at = nextCheck(timed, facts, at, clocks)
  }
  return null
}

async function doneAlready({ tx }: Context, ruleId: number | null, ticketIds: number[]): Promise<ReadonlySet<string>> {
  if (ruleId === null || ticketIds.length === 0) return new Set()
  const runs = await listRunsOfRule(tx, ruleId, ticketIds)
  return new Set(runs.map(({ ticketId, anchors }) => `${ticketId} ${anchors}`))
}
