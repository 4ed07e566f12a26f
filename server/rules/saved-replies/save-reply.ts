import { audit } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import { type Actor, may } from '../../platform/pure/actor.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import type { Complaint } from '../complaints.ts'
import { savedReplyChanged } from '../events.ts'
import { inTexts } from '../macros/check-macro.ts'
import { mayTryKeep } from '../macros/policy.ts'
import { SavedReplyRef, SaveReply, SHORTCUT } from './contract.ts'
import { hideReply, insertReply, isTaken, lockReply, type SavedReply, updateReply } from './queries.ts'

/** A text to be had by typing `/` and its word: one's own, or everybody's [RU9]. */
export const saveReply = command(
  'saved_reply.save',
  { input: SaveReply, may: mayTryKeep, about: 'Make or change a saved reply.' },
  async (ctx, { id, shared, texts, active, ...input }) => {
    const before = id === undefined ? null : await lockOwn(ctx, ctx.actor, id)
    const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null
    const reply = {
      shortcut: input.shortcut.trim(),
      texts: filled(texts),
      ownerId: shared ? null : userId,
      active: active ?? before?.active ?? true,
    }
    requireKeep(ctx.actor, reply)
    requireValid(reply)
    if (await isTaken(ctx.tx, reply, before?.id ?? 0)) throw new Refusal('shortcut_taken')
    const by = { authorId: userId, at: ctx.now }
    const saved = before?.id ?? (await insertReply(ctx.tx, reply, by)).id
    if (before !== null) await updateReply(ctx.tx, saved, reply, by)
    await auditReply(ctx, saved, before, reply)
    record(ctx, savedReplyChanged, { stream: 'account', by: ctx.actor, data: { replyId: saved } })
    return { id: saved }
  },
)

export const deleteReply = command(
  'saved_reply.delete',
  { input: SavedReplyRef, may: mayTryKeep, about: 'Delete a saved reply.' },
  async (ctx, { replyId }) => {
    const reply = await lockOwn(ctx, ctx.actor, replyId)
    await hideReply(ctx.tx, replyId, ctx.now)
    await auditReply(ctx, replyId, reply, null)
    record(ctx, savedReplyChanged, { stream: 'account', by: ctx.actor, data: { replyId } })
    return null
  },
)

type Kept = Pick<SavedReply, 'shortcut' | 'texts' | 'ownerId' | 'active'>

async function lockOwn(ctx: Context, actor: Actor, id: number): Promise<SavedReply> {
  const reply = await lockReply(ctx.tx, id)
  const isOthers =
    reply !== null && reply.ownerId !== null && !(actor.kind === 'user' && actor.userId === reply.ownerId)
  if (reply === null || isOthers) throw new Refusal('saved_reply_not_found')
  requireKeep(actor, reply)
  return reply
}

const requireKeep = (actor: Actor, { ownerId }: Kept): void =>
  allow(ownerId === null ? may(actor, 'rules.manage') : mayTryKeep(actor))

const filled = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))

function requireValid({ shortcut, texts }: Kept): void {
  const complaints: Complaint[] = [...inTexts(texts, 'texts')]
  if (!SHORTCUT.test(shortcut)) complaints.push({ field: 'shortcut', message: 'no_word' })
  if (Object.keys(texts).length === 0) complaints.push({ field: 'texts', message: 'missing' })
  if (complaints.length > 0) throw new Refusal('saved_reply_invalid', { fields: complaints })
}

/** What somebody keeps for himself is nobody's business. */
async function auditReply(
  ctx: Context & { actor: Actor },
  id: number,
  before: Kept | null,
  after: Kept | null,
): Promise<void> {
  if (before?.ownerId !== null && after?.ownerId !== null) return
  const verb = after === null ? 'deleted' : before === null ? 'created' : 'changed'
  const changes: Record<string, [unknown, unknown]> =
    after === null
      ? {}
      : {
          shortcut: [before?.shortcut ?? null, after.shortcut],
          texts: [before?.texts ?? null, after.texts],
          active: [before?.active ?? null, after.active],
        }
  await audit(ctx, ctx.actor, `saved_reply.${verb}`, `saved_reply:${id}`, changes, (after ?? before)?.shortcut ?? '')
}
