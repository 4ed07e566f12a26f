import { isExact } from '../../platform/conditions/conditions-sql.ts'
import type { Context } from '../../platform/commands/context.ts'
import type { Condition } from '../../platform/pure/conditions/condition.ts'
import { compile } from '../../platform/pure/conditions/compile.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import { listTickets, type Ticket, type Update, updateReading } from '../../tickets/index.ts'
import type { ClocksOf } from '../automations/clocks.ts'
import type { DryRunView, TriggerDefinition } from '../contract.ts'
import { OF_CONTACT, OF_ROUTING } from '../messaging/messaging-index.ts'
import { factsOf } from '../triggers/run-triggers.ts'
import {
  type Among,
  countMatches,
  countUpdates,
  isKept,
  listMatches,
  listUpdates,
  type Match,
  messagingReading,
} from './queries.ts'
import { type Reading, wouldChange } from './would-change.ts'

const EXAMPLES = 20
/** What SQL cannot ask is asked of so many candidates, the newest. */
const MOST_SIEVED = 5_000

type Given = { definition: TriggerDefinition; fields: ReadonlyMap<string, Field>; clocks: ClocksOf; since: Date }
type Asked = Given & Among
type Found = Omit<DryRunView, 'conflicts'>

/** A trigger over the updates since an instant, a messaging trigger over those that are its event: by SQL where it can ask all. */
export async function overUpdates(ctx: Context, given: Given): Promise<Found> {
  const event = given.definition.event ?? null
  if (event !== null && !isKept(event))
    return { looked: 0, matched: 0, tickets: 0, coming: 0, isCut: false, isKept: false, unknown: [], examples: [] }
  const { conditions, unknown } = knownOf(given.definition)
  const once = event !== null && given.definition.once === true
  const asked = { ...given, definition: { ...given.definition, conditions }, event, once }
  const reading = event === null ? updateReading : messagingReading
  const { matches, ...counted } = isExact(conditions, asked.fields, reading)
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
  return { ...counted, coming: 0, isKept: true, unknown, examples }
}

/** Who was there, who waited, and what the customer was called then is not written down: what asks for it may have been so, or not. */
const NOT_KEPT: readonly string[] = ['online', ...OF_CONTACT, ...OF_ROUTING]
function knownOf({ conditions: { all, any } }: TriggerDefinition) {
  const isKnown = ({ field }: Condition) => !NOT_KEPT.includes(field)
  const conditions = { all: all.filter(isKnown), any: any.every(isKnown) ? any : [] }
  const asked = new Set([...all, ...any].map(({ field }) => field))
  return { conditions, unknown: NOT_KEPT.filter((field) => asked.has(field)) }
}

type Matched = { looked: number; matched: number; tickets: number; isCut: boolean; matches: Match[] }

async function bySql({ tx }: Context, asked: Asked): Promise<Matched> {
  const { definition, fields, since, event, once } = asked
  const among = { since, event, once, limit: EXAMPLES }
  const { newest, ...counted } = await countMatches(tx, definition.conditions, fields, among)
  return { ...counted, isCut: false, matches: await listUpdates(tx, newest) }
}

async function bySieve({ tx }: Context, asked: Asked): Promise<Matched> {
  const { definition, fields, clocks, since, event, once } = asked
  const holds = compile(definition.conditions, fields)
  const [{ looked }, candidates] = await Promise.all([
    countUpdates(tx, { since, event, once }),
    listMatches(tx, definition.conditions, fields, { since, event, once, limit: MOST_SIEVED }),
  ])
  const matching = candidates.filter(({ page, earlier, ...match }) => {
    const hour = clocks(match.state).hour(match.at)
    const { state, changes } = factsOf({ ...match, by: byOf(match) }, messageOf(match), hour)
    return holds({ state: { ...state, requesterId: match.contactId, page, earlier }, changes })
  })
  const found = once ? firstOfEach(matching) : matching
  return {
    looked,
    matched: found.length,
    tickets: new Set(found.map(({ ticketId }) => ticketId)).size,
    isCut: candidates.length === MOST_SIEVED,
    matches: found.slice(0, EXAMPLES),
  }
}

/** The newest stand first: the last of a ticket is the one it would have acted on. */
const firstOfEach = (newestFirst: readonly Match[]): Match[] => {
  const first = new Map(newestFirst.map((match) => [match.ticketId, match.id]))
  return newestFirst.filter(({ id, ticketId }) => first.get(ticketId) === id)
}

const byOf = ({ actorKind, actorId }: Pick<Match, 'actorKind' | 'actorId'>): Update['by'] => ({
  kind: actorKind as Update['by']['kind'],
  id: actorId,
})

const messageOf = ({ content, visibility }: Pick<Match, 'content' | 'visibility'>) =>
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
