import { command } from '../platform/commands/command.ts'
import { may } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { SaveDraft } from './contract.ts'
import { findConversation } from './queries.ts'
import { deleteDraft, upsertDraft } from './queries-files.ts'
import { requireReach } from './reach.ts'

/** Keeps what an agent has begun to write; an empty draft is none. */
export const saveDraft = command(
  'draft.save',
  {
    input: SaveDraft,
    may: (actor) => may(actor, 'conversations.reply') || may(actor, 'conversations.note'),
    about: 'Keep a draft of a reply or note.',
  },
  async (ctx, { conversationId, visibility, text, files = [] }) => {
    const conversation = await findConversation(ctx.tx, conversationId)
    if (conversation === null || ctx.actor.kind !== 'user') throw new Refusal('conversation_not_found')
    await requireReach(ctx, ctx.actor, conversation)
    if (text.trim() === '' && files.length === 0)
      await deleteDraft(ctx.tx, ctx.actor.userId, conversationId, visibility)
    else await upsertDraft(ctx.tx, { userId: ctx.actor.userId, conversationId, visibility, text, files, at: ctx.now })
    return null
  },
)
