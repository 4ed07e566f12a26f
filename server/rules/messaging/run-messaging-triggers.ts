import { listContactBriefs } from '../../contacts/index.ts'
import { anyoneOnline } from '../../identity/index.ts'
import { type Context, scratch, writeLater } from '../../platform/commands/context.ts'
import type { Stage } from '../../platform/commands/reaction.ts'
import { readScene, takeHappenings } from '../../routing/index.ts'
import { amendUpdate, keepUpdate, ownUpdate, takeUpdates, ticketOf, type Update } from '../../tickets/index.ts'
import { toolsOf } from '../tools.ts'
import type { MessagingEvent } from '../contract.ts'
import type { MessageView } from '../../conversations/contract.ts'
import type { RuleDirectory, Trigger } from '../directory.ts'
import { factsOf, fireOne, hasActed, messagesIn, type TriggerParts } from '../triggers/run-triggers.ts'
import { hasEnded } from './go-on.ts'
import { insertFirings, type NewFiring } from '../queries.ts'
import { type Beyond, hasRun, insertMessagingRun, listBeyond } from './queries.ts'

export type MessagingParts = Omit<TriggerParts, 'directory'> & { directory: Pick<RuleDirectory, 'messaging'> }

/**
 * The stage of the messaging triggers, before the ticket triggers: what a customer does in a live session. All read the
 * update as the customer made it, so none makes another run, nor itself again [RU13].
 */
export const runMessagingTriggers = (parts: MessagingParts): Stage => ({
  name: 'messaging triggers',
  async run(ctx) {
    const made = takeUpdates(ctx, 'messaging').flatMap((update) => {
      const event = eventOf(update)
      return event === null ? [] : [{ update, event, isOwn: false }]
    })
    const updates = [...made, ...happened(ctx)].filter(({ update }) => update.state['session'] !== 'ended')
    const active = parts.directory.messaging()
    if (updates.length === 0 || active.size === 0) return false
    const ids = updates.map(({ update }) => update.conversationId)
    const beyond = active.asksBeyond ? await beyondOf(ctx, ids) : () => ({})
    const { routing } = toolsOf(ctx)
    const messageOf = messagesIn(ctx)
    const firings: NewFiring[] = []
    for (const { update, event, isOwn } of updates) {
      const id = update.conversationId
      const routed = active.asksRouting ? await readScene(ctx, id, routing) : null
      const said = { event, isOwn, message: messageOf(update), beyond: { ...beyond(id), ...routed } }
      const fired = await runOn(ctx, update, said, parts)
      if (isOwn && fired.some(hasActed)) keepUpdate(ctx, update)
      firings.push(...fired)
    }
    if (firings.length > 0) writeLater(ctx, insertFirings(ctx.tx, ctx.now, firings))
    return firings.length > 0
  },
})

/** A request is the hand-over to people; from then on each of the customer's own messages is one. */
function eventOf({ kind, messageId, by }: Update): MessagingEvent | null {
  if (kind === 'created') return 'requested'
  return messageId !== null && by.kind === 'contact' ? 'message_sent' : null
}

/** What came into a queue, or went from one to an agent: what rules do about it is an update of its own [RU20]. */
const happened = (ctx: Context) =>
  takeHappenings(ctx).flatMap(({ conversationId, what }) => {
    const ticket = ticketOf(ctx, conversationId)
    if (ticket === null || ticket.status === 'closed') return []
    const update = ownUpdate(ctx, ticket)
    // It is told here, once.
    update.seen.add('messaging')
    return [{ update, event: what satisfies MessagingEvent, isOwn: true }]
  })

type Said = { event: MessagingEvent; isOwn: boolean; message: MessageView | null; beyond: object }
async function runOn(
  ctx: Context,
  update: Update,
  { event, isOwn, message, beyond }: Said,
  { directory, failures, clocks }: MessagingParts,
): Promise<NewFiring[]> {
  const read = factsOf(update, message, clocks(update.state).hour(ctx.now))
  const facts = { state: { ...read.state, ...beyond }, changes: {} }
  const firings: NewFiring[] = []
  for (const trigger of directory.messaging().on[event].candidates(facts)) {
    if (failures.isOut(trigger.id) || !trigger.holds(facts)) continue
    const before = isOwn ? actedOn(ctx, update.conversationId).get(trigger.id) : undefined
    if (before !== undefined) {
      firings.push(...noteLoop(ctx, update, trigger, before))
      continue
    }
    const once = trigger.definition.once === true
    if (once && (await hasRun(ctx.tx, trigger.id, update.conversationId))) continue
    const firing = await fireOne(ctx, update, trigger, failures)
    if (firing === null) continue
    firings.push(firing)
    if (isOwn) actedOn(ctx, update.conversationId).set(trigger.id, firing.did)
    if (once && hasActed(firing))
      writeLater(ctx, insertMessagingRun(ctx.tx, trigger.id, update.conversationId, ctx.now))
    // Nothing of messaging after the end of the session [S1.16].
    if (firing.did.includes('end_session') || hasEnded(ctx, update.conversationId)) break
  }
  return firings
}

const ACTED = Symbol('messaging triggers: what they did about what happened')
/** Conversation → rule → what it did: two that send a conversation to each other's queue would go on for ever [RU5]. */
const actedOn = (ctx: Context, conversationId: number): Map<number, readonly string[]> => {
  const all = scratch(ctx, ACTED, () => new Map<number, Map<number, readonly string[]>>())
  const own = all.get(conversationId) ?? new Map<number, readonly string[]>()
  all.set(conversationId, own)
  return own
}

/** Each acts once on what happens to a conversation in one commit; one that had moved it, and would again, says so. */
function noteLoop(ctx: Context, update: Update, trigger: Trigger, before: readonly string[]): NewFiring[] {
  const ticket = ticketOf(ctx, update.conversationId)
  if (ticket === null || !before.some((each) => each.startsWith('set_queue'))) return []
  const did = ['loop_stopped']
  amendUpdate(ctx, update, trigger, { after: ticket, did: [...did] })
  return [{ ruleId: trigger.id, version: trigger.version, ticketId: update.ticketId, changes: {}, did, failure: null }]
}

/** Reads what the ticket does not know: asked only where an active trigger asks for it. */
async function beyondOf(ctx: Context, conversationIds: readonly number[]): Promise<(conversationId: number) => object> {
  const [rows, online] = await Promise.all([listBeyond(ctx.tx, conversationIds), anyoneOnline(ctx.tx)])
  const contactIds = [...new Set(rows.map(({ contactId }) => contactId))]
  const briefs = new Map((await listContactBriefs(ctx.tx, contactIds)).map((brief) => [brief.id, brief]))
  const byId = new Map<number, object>(
    rows.map(({ contactId, ...row }: Beyond) => {
      const { name: contactName = null, email: contactEmail = null } = briefs.get(contactId) ?? {}
      return [row.conversationId, { ...row, contactName, contactEmail }]
    }),
  )
  return (conversationId) => ({ ...byId.get(conversationId), online })
}
