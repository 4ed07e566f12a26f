import { readNamedContacts } from '../../contacts/index.ts'
import { command, type SingleCommand } from '../../platform/commands/command.ts'
import type { AskFields } from '../../tickets/index.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { ClocksOf } from '../automations/clocks.ts'
import { checkDefinition } from '../check-definition.ts'
import { DryRun, type DryRunView, type RuleKind, type TriggerDefinition } from '../contract.ts'
import { mayManageRules } from '../policy.ts'
import { listRules } from '../queries.ts'
import { conflictsOf } from './conflicts.ts'
import { overTickets } from './over-tickets.ts'
import { overUpdates } from './over-updates.ts'

const DAYS = 7
const DAY_MS = 86_400_000
/** Triggers read what automations change: the two may undo each other, but do not stand in for each other. */
const ACROSS: Partial<Record<RuleKind, RuleKind>> = { trigger: 'automation', automation: 'trigger' }

/**
 * What a rule, as it is being edited, would have matched among the updates of the last days, or would match among the open
 * tickets, and what it would change. It stands alone: what other rules did stays as it was, and what they would have done
 * differently is not asked.
 */
export const dryRun = (fields: AskFields, clocks: ClocksOf): SingleCommand<typeof DryRun, DryRunView> =>
  command(
    'rule.dry_run',
    { input: DryRun, may: mayManageRules, about: 'Try a rule on the past; changes nothing.' },
    async (ctx, { kind, definition: given, days = DAYS, ruleId = null }) => {
      const known = await fields(ctx.tx)
      const definition = await checkDefinition(ctx.tx, kind, given, known)
      if (!('conditions' in definition)) throw new Refusal('rule_invalid')
      const { now } = await readNamedContacts(ctx.tx, known, [definition.conditions])
      const asked = { definition: { ...definition, conditions: now(definition.conditions) }, fields: known, clocks }
      const found =
        kind === 'automation'
          ? await overTickets(ctx, { ...asked, ruleId })
          : await overUpdates(ctx, { ...asked, since: new Date(ctx.now.getTime() - days * DAY_MS) })
      const rivalsOf = async (other: RuleKind) =>
        (await listRules(ctx.tx, other))
          .filter(({ id, active }) => active && id !== ruleId)
          .map(({ id, title, definition: given }) => ({ id, title, definition: given as TriggerDefinition }))
          .filter((rival) => rival.definition.event === definition.event)
      const conflicts = conflictsOf(definition, await rivalsOf(kind), known)
      const across = ACROSS[kind]
      if (across !== undefined)
        conflicts.push(
          ...conflictsOf(definition, await rivalsOf(across), known).filter(
            (conflict) => conflict.kind === 'loop' || conflict.kind === 'undone',
          ),
        )
      const ids = found.examples.map(({ conversationId }) => conversationId)
      // Who keeps rules may be one who does not see every ticket: he is told how many, and shown his own.
      const reached = await ctx.reach(ctx.tx, ctx.actor, ids)
      return { ...found, examples: found.examples.filter((each) => reached.has(each.conversationId)), conflicts }
    },
  )
