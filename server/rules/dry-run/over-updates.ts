import { isExact } from '../../platform/conditions/conditions-sql.ts'
import type { Context } from '../../platform/commands/context.ts'
import { compile } from '../../platform/pure/conditions/compile.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import { listTickets, type Ticket, type Update, updateReading } from '../../tickets/index.ts'
import type { Clocks } from '../automations/clocks.ts'
import type { DryRunView, TriggerDefinition } from '../contract.ts'
import { factsOf } from '../triggers/run-triggers.ts'
import { countMatches, countUpdates, listMatches, listUpdates, type Match } from './queries.ts'
import { type Reading, wouldChange } from './would-change.ts'

const EXAMPLES = 20
/** What SQL cannot ask is asked of so many candidates, the newest. */
const MOST_SIEVED = 5_000

type Asked = { definition: TriggerDefinition; fields: ReadonlyMap<string, Field>; clocks: Clocks; since: Date }
type Found = Omit<DryRunView, 'conflicts'>

/** A trigger over the updates since an instant: by SQL alone where SQL can ask all of it. */
export async function overUpdates(ctx: Context, asked: Asked): Promise<Found> {
  const { matches, ...counted } = isExact(asked.definition.conditions, asked.fields, updateReading)
    ? await bySql(ctx, asked)
    : await bySieve(ctx, asked)
  const tickets = new Map(
    (await listTickets(ctx.tx, [...new Set(matches.map(({ conversationId }) => conversationId))])).map((ticket) => [
      ticket.id,
      ticket,
    ]),
  )
  const examples: Found['examples'] = []
  for (const match of matches) {
    const { id: updateId, ticketId, conversationId, subject, at } = match
    const changes = await changesOf(ctx, match, tickets.get(ticketId), asked.definition)
    examples.push({ updateId, ticketId, conversationId, subject, at: at.toISOString(), changes })
  }
  return { ...counted, coming: 0, examples }
}

type Matched = { looked: number; matched: number; tickets: number; isCut: boolean; matches: Match[] }

async function bySql({ tx }: Context, { definition, fields, since }: Asked): Promise<Matched> {
  const { newest, ...counted } = await countMatches(tx, definition.conditions, fields, { since, limit: EXAMPLES })
  return { ...counted, isCut: false, matches: await listUpdates(tx, newest) }
}

async function bySieve({ tx }: Context, { definition, fields, clocks, since }: Asked): Promise<Matched> {
  const holds = compile(definition.conditions, fields)
  const [{ looked }, candidates] = await Promise.all([
    countUpdates(tx, since),
    listMatches(tx, definition.conditions, fields, { since, limit: MOST_SIEVED }),
  ])
  const found = candidates.filter((match) =>
    holds(factsOf({ ...match, by: byOf(match) }, messageOf(match), clocks.hour(match.at))),
  )
  return {
    looked,
    matched: found.length,
    tickets: new Set(found.map(({ ticketId }) => ticketId)).size,
    isCut: candidates.length === MOST_SIEVED,
    matches: found.slice(0, EXAMPLES),
  }
}

const byOf = ({ actorKind, actorId }: Match): Update['by'] => ({ kind: actorKind as Update['by']['kind'], id: actorId })

const messageOf = ({ content, visibility }: Match) =>
  content === null || visibility === null
    ? null
    : { text: content.text ?? '', visibility, ...(content.files === undefined ? {} : { files: content.files }) }

/** The ticket as the update left it, and what the actions would have made of it. */
async function changesOf(
  ctx: Context,
  match: Match,
  now: Ticket | undefined,
  definition: TriggerDefinition,
): Promise<Update['changes']> {
  if (now === undefined) return {}
  const then = { ...now, ...(match.state as Partial<Ticket>), snoozedUntil: null, solvedAt: null, closesAt: null }
  const { conversationId, ticketId, kind, at, state } = match
  const reading: Reading = { conversationId, ticketId, kind, at, state, by: byOf(match) }
  return wouldChange(ctx, reading, then, definition)
}
