import { findConversation, type Conversation } from '../../conversations/index.ts'
import { command, type SingleCommand } from '../../platform/commands/command.ts'
import type { Context } from '../../platform/commands/context.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import {
  changesBetween,
  definitionsOf,
  listTickets,
  type Ticket,
  type Update,
  withStatusId,
} from '../../tickets/index.ts'
import { kindOf, type Scene } from '../actions/index.ts'
import { checkDefinition } from '../check-definition.ts'
import { DryRun, type DryRunView, type TriggerDefinition } from '../contract.ts'
import { mayManageRules } from '../policy.ts'
import { listRules } from '../queries.ts'
import { conflictsOf } from './conflicts.ts'
import { countMatches, listMatches, type Match } from './queries.ts'

const EXAMPLES = 20
const DAY_MS = 86_400_000

/**
 * What a trigger, as it is being edited, would have matched among the updates of the last days, and what it would have
 * changed. It stands alone: what other rules did stays as it was, and what they would have done differently is not asked.
 */
export const dryRun = (fields: () => ReadonlyMap<string, Field>): SingleCommand<typeof DryRun, DryRunView> =>
  command(
    'rule.dry_run',
    { input: DryRun, may: mayManageRules, about: 'Try a rule on the past; changes nothing.' },
    async (ctx, { kind, definition: given, days, ruleId }) => {
      const known = fields()
      const definition = await checkDefinition(ctx.tx, kind, given, known)
      if (!('conditions' in definition)) throw new Refusal('rule_invalid')
      const since = new Date(ctx.now.getTime() - days * DAY_MS)
      const [counted, matches, others] = await Promise.all([
        countMatches(ctx.tx, definition.conditions, known, since),
        listMatches(ctx.tx, definition.conditions, known, since, EXAMPLES),
        listRules(ctx.tx, kind),
      ])
      const tickets = new Map(
        (await listTickets(ctx.tx, [...new Set(matches.map(({ conversationId }) => conversationId))])).map((ticket) => [
          ticket.id,
          ticket,
        ]),
      )
      const examples: DryRunView['examples'] = []
      for (const match of matches)
        examples.push({
          updateId: match.id,
          ticketId: match.ticketId,
          conversationId: match.conversationId,
          subject: match.subject,
          at: match.at.toISOString(),
          changes: await changesOf(ctx, match, tickets.get(match.ticketId), definition),
        })
      const rivals = others
        .filter(({ id, active }) => active && id !== ruleId)
        .map(({ id, title, definition: other }) => ({ id, title, definition: other as TriggerDefinition }))
      return { ...counted, examples, conflicts: conflictsOf(definition, rivals, known) }
    },
  )

/** The ticket as the update left it, and what the actions would have made of it. */
async function changesOf(
  ctx: Context,
  match: Match,
  now: Ticket | undefined,
  { actions }: TriggerDefinition,
): Promise<Update['changes']> {
  if (now === undefined) return {}
  const then: Ticket = {
    ...now,
    ...(match.state as Partial<Ticket>),
    snoozedUntil: null,
    solvedAt: null,
    closesAt: null,
  }
  if (then.status === 'closed') return {}
  const scene = sceneOf(ctx, match)
  try {
    let after = then
    for (const action of actions) after = (await kindOf(action).change?.(after, action, scene)) ?? after
    return changesBetween(then, withStatusId(definitionsOf(ctx), then, after))
  } catch (error) {
    if (error instanceof Refusal) return {}
    throw error
  }
}

function sceneOf(ctx: Context, match: Match): Scene {
  const update: Update = {
    conversationId: match.conversationId,
    ticketId: match.ticketId,
    kind: match.kind,
    at: match.at,
    by: { kind: match.actorKind as Update['by']['kind'], id: match.actorId },
    messageId: null,
    changes: {},
    state: match.state,
    rules: [],
    macroIds: [],
    seen: new Set(),
  }
  return {
    ctx,
    rule: { id: 0, version: 0, title: '' },
    update,
    async conversation(): Promise<Conversation> {
      const found = await findConversation(ctx.tx, match.conversationId)
      if (found === null) throw new Refusal('conversation_not_found')
      return found
    },
    fill: async (text) => text,
  }
}
