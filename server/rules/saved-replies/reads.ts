import { Type } from 'typebox'
import { type Read, read } from '../../platform/http/read.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Id } from '../../platform/pure/schemas.ts'
import { listTickets, requireConversation } from '../../tickets/index.ts'
import { mayAnswer, mayTryKeep } from '../macros/policy.ts'
import { fillText } from '../placeholders.ts'
import { textIn } from '../texts.ts'
import type { FilledReply, SavedReplyView } from './contract.ts'
import { findReply, listReplies } from './queries.ts'

export const savedReplyReads: Read[] = [
  read(
    '/api/v1/saved-replies',
    { may: mayTryKeep, about: "Saved replies: everybody's and one's own." },
    async ({ db, actor }): Promise<SavedReplyView[]> => {
      const replies = actor.kind === 'user' ? await listReplies(db, actor.userId) : []
      return replies.map(({ ownerId, updatedAt, ...reply }) => ({
        ...reply,
        shared: ownerId === null,
        updatedAt: updatedAt.toISOString(),
      }))
    },
  ),
  read(
    '/api/v1/saved-replies/:id/filled',
    {
      params: Type.Object({ id: Id }),
      query: Type.Object({ conversationId: Id, visibility: Type.Optional(Type.Enum(['public', 'note'])) }),
      may: mayAnswer,
      about: 'A saved reply in the language of a conversation, its placeholders filled in.',
    },
    async ({ db, actor, params, query }): Promise<FilledReply> => {
      const conversation = await requireConversation(db, actor, query.conversationId)
      const reply = await findReply(db, params.id)
      const isOthers =
        reply !== null && reply.ownerId !== null && actor.kind === 'user' && reply.ownerId !== actor.userId
      if (reply === null || actor.kind !== 'user' || isOthers) throw new Refusal('saved_reply_not_found')
      const [ticket = null] = await listTickets(db, [conversation.id])
      const about = {
        ticket,
        contactId: conversation.contactId,
        title: reply.shortcut,
        agentId: actor.userId,
        forCustomer: query.visibility !== 'note',
      }
      return { text: await fillText(db, about, textIn(reply.texts, conversation.locale)) }
    },
  ),
]
