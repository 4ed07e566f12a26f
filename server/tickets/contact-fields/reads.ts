import { Type } from 'typebox'
import { findAnyConversation, isOwn } from '../../conversations/index.ts'
import { type Read, read } from '../../platform/http/read.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Id } from '../../platform/pure/schemas.ts'
import { readDefinitions } from '../definitions/index.ts'
import { listTickets } from '../queries.ts'
import type { ContactField } from './contract.ts'
import { contactFields } from './model.ts'

export const contactFieldReads: Read[] = [
  read(
    '/api/v1/widget/conversations/:id/fields',
    {
      params: Type.Object({ id: Id }),
      query: Type.Object({ locale: Type.Optional(Type.String({ maxLength: 20 })) }),
      may: (actor) => actor.kind === 'visitor',
      about: "What one of the contact's own tickets shows him of its fields, and which he may fill in.",
    },
    async ({ db, actor, params, query }): Promise<ContactField[]> => {
      const conversation = await findAnyConversation(db, params.id)
      if (conversation === null || !isOwn(actor, conversation)) throw new Refusal('conversation_not_found')
      const [[ticket], definitions] = await Promise.all([listTickets(db, [params.id]), readDefinitions(db)])
      return ticket === undefined ? [] : contactFields(definitions, ticket, query.locale ?? conversation.locale)
    },
  ),
]
