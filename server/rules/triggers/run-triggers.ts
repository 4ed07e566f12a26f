import type { MessageView } from '../../conversations/contract.ts'
import { type Context, writeLater } from '../../platform/commands/context.ts'
import type { Stage } from '../../platform/commands/reaction.ts'
import type { Facts } from '../../platform/pure/conditions/condition.ts'
import { takeUpdates, type Update } from '../../tickets/index.ts'
import type { ClocksOf, HourFacts } from '../automations/clocks.ts'
import type { RuleDirectory, Trigger } from '../directory.ts'
import { failedBefore } from '../failed-before.ts'
import { fire, wouldChange } from '../fire.ts'
import { insertFirings, type NewFiring } from '../queries.ts'
import { sceneOf } from '../scene-of.ts'
import type { Failures } from '../failures.ts'

/** More than any sensible set of triggers does to one update; what is cut off is said on the update. */
const MOST_FIRINGS = 100

export type TriggerParts = {
  directory: Pick<RuleDirectory, 'triggers'>
  failures: Failures
  clocks: ClocksOf
}

/** The stage of the triggers: each update of the transaction, oldest first [RU1]. */
export const runTriggers = (parts: TriggerParts): Stage => ({
  name: 'triggers',
  async run(ctx) {
    const updates = takeUpdates(ctx, 'triggers')
    if (updates.length === 0 || parts.directory.triggers().size === 0) return false
    const messageOf = messagesIn(ctx)
    const firings: NewFiring[] = []
    for (const update of updates) firings.push(...(await runOn(ctx, update, messageOf(update), parts)))
    if (firings.length > 0) writeLater(ctx, insertFirings(ctx.tx, ctx.now, firings))
    return firings.length > 0
  },
})

async function runOn(
  ctx: Context,
  update: Update,
  message: MessageView | null,
  { directory, failures, clocks }: TriggerParts,
): Promise<NewFiring[]> {
  let given = update.state['scheduleId']
  let hour = clocks(update.state).hour(ctx.now)
  const firings: NewFiring[] = []
  const asked = new Set<number>()
  const fired: Trigger[] = []
  for (;;) {
    // What one of them has given it counts for the next.
    if (given !== update.state['scheduleId']) {
      given = update.state['scheduleId']
      hour = clocks(update.state).hour(ctx.now)
    }
    const facts = factsOf(update, message, hour)
    const next = directory
      .triggers()
      .candidates(facts)
      .find((trigger) => !asked.has(trigger.id) && !failures.isOut(trigger.id) && trigger.holds(facts))
    if (next === undefined) break
    if (fired.length === MOST_FIRINGS) {
      update.rules.at(-1)?.did.push('cut_off')
      break
    }
    asked.add(next.id)
    const firing = await fireOne(ctx, update, next, failures)
    if (firing === null) continue
    firings.push(firing)
    if (hasActed(firing)) fired.push(next)
  }
  await noteLoop(ctx, update, fired, factsOf(update, message, hour))
  return firings
}

/** Whether it did anything, though maybe not all it says. */
export const hasActed = ({ changes, did }: Pick<NewFiring, 'changes' | 'did'>): boolean =>
  did.length + Object.keys(changes).length > 0

export async function fireOne(
  ctx: Context,
  update: Update,
  trigger: Trigger,
  failures: Failures,
): Promise<NewFiring | null> {
  const about = { ruleId: trigger.id, version: trigger.version, ticketId: update.ticketId }
  const sent = ctx.writing.length
  try {
    const result = await fire(sceneOf(ctx, update, trigger), { ...trigger, actions: trigger.definition.actions })
    failures.went(trigger.id)
    if (result.kind === 'nothing') return null
    if (result.kind === 'refused') return { ...about, changes: {}, did: [], failure: result.code }
    return { ...about, changes: result.changes, did: result.did, failure: result.failure }
  } catch (error) {
    // The transaction may be spoilt: it is run again, without this rule [RU4].
    throw (await failedBefore(ctx, sent, error)) ?? failures.broke(trigger, error)
  }
}

/** A trigger that fired and would now change the ticket back was undone by another: they would go on for ever [RU5]. */
async function noteLoop(ctx: Context, update: Update, fired: readonly Trigger[], facts: Facts): Promise<void> {
  if (fired.length < 2) return
  for (const trigger of fired) {
    if (!trigger.holds(facts)) continue
    const rule = { ...trigger, actions: trigger.definition.actions }
    if (!(await wouldChange(sceneOf(ctx, update, trigger), rule))) continue
    update.rules.findLast((mark) => mark.rule === trigger.id)?.did.push('loop_stopped')
  }
}

/** What was said in the updates of this transaction; a shared commit has hundreds, so its events are gone through once. */
export function messagesIn(ctx: Context): (update: Pick<Update, 'messageId'>) => MessageView | null {
  const byId = new Map<string, MessageView>()
  for (const { type, messageId, extra } of ctx.events)
    if (type === 'message.sent' && typeof messageId === 'string') byId.set(messageId, extra as MessageView)
  return ({ messageId }) => (messageId === null ? null : (byId.get(messageId) ?? null))
}

/** The update as conditions read it; its twin over what is stored is `updateReading` of the tickets. */
export function factsOf(
  update: Pick<Update, 'state' | 'kind' | 'by' | 'changes'>,
  message: Pick<MessageView, 'text' | 'visibility' | 'files'> | null,
  hour: HourFacts,
): Facts {
  return {
    state: {
      ...update.state,
      ...hour,
      kind: update.kind,
      by: update.by.kind === 'nobody' ? null : update.by.kind,
      byUserId: update.by.kind === 'agent' ? update.by.id : null,
      message: message?.text ?? null,
      messageVisibility: message?.visibility ?? null,
      messageFiles: message?.files !== undefined,
    },
    changes: update.changes,
  }
}
