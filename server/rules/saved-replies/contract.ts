import { Type } from 'typebox'
import { Texts } from '../../conversations/contract.ts'
import { Id } from '../../platform/pure/schemas.ts'

/** A word: what is typed after the `/`. */
export const SHORTCUT = /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u
export const SHORTCUT_LENGTH = 30

/** `saved_reply.save`. Without `id` it is new. `shared`: everybody's, else one's own. */
export const SaveReply = Type.Object({
  id: Type.Optional(Id),
  shortcut: Type.String({ minLength: 1, maxLength: SHORTCUT_LENGTH }),
  texts: Texts,
  shared: Type.Boolean(),
  /** Switched off, it is kept and not offered. Left out: as it was. */
  active: Type.Optional(Type.Boolean()),
})
export const SavedReplyRef = Type.Object({ replyId: Id })

export type SavedReplyView = {
  id: number
  shortcut: string
  texts: Record<string, string>
  shared: boolean
  active: boolean
  updatedAt: string
  updatedBy: number | null
}
/** `GET /api/v1/saved-replies/:id/filled?conversationId=` */
export type FilledReply = { text: string }

export const refusals = { saved_reply_not_found: 404, saved_reply_invalid: 422, shortcut_taken: 409 } as const
