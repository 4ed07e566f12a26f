import { Type } from 'typebox'
import type { Tx } from '../../platform/db.ts'
import { type Read, read } from '../../platform/http/read.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Id } from '../../platform/pure/schemas.ts'
import { listTickets, requireConversation } from '../../tickets/index.ts'
import type { MacroDefinition, MacroView } from '../contract.ts'
import { fillText } from '../placeholders.ts'
import { findRule, type Rule } from '../queries.ts'
import { textIn } from '../texts.ts'
import { changesOf } from './changes-of.ts'
import type { MacroPreview, Sharing } from './contract.ts'
import { mayAnswer, maySeeMacro, mayTryKeep, mayUseMacro } from './policy.ts'
import { countUses, listMacros } from './queries.ts'

const RECENT_MS = 30 * 86_400_000

export const macroReads: Read[] = [
  read(
    '/api/v1/macros',
    {
      query: Type.Object({ for: Type.Optional(Type.Enum(['composer', 'settings'])) }),
      may: mayTryKeep,
      about: 'Macros: those to use in the composer (active ones), or all one may see; the most used first.',
    },
    async ({ db, actor, now, query }): Promise<MacroView[]> => {
      const isAsked = (macro: Rule) =>
        query.for === 'composer' ? macro.active && mayUseMacro(actor, macro) : maySeeMacro(actor, macro)
      const macros = (await listMacros(db)).filter(isAsked)
      const ids = macros.map(({ id }) => id)
      const uses = await countUses(db, ids, new Date(now.getTime() - RECENT_MS))
      const used = new Map(uses.map((each) => [each.macroId, each.used]))
      return macros.map((macro) => macroView(macro, used.get(macro.id) ?? 0)).sort((a, b) => b.used - a.used)
    },
  ),
  read(
    '/api/v1/macros/:id/preview',
    {
      params: Type.Object({ id: Id }),
      query: Type.Object({ conversationId: Id }),
      may: mayAnswer,
      about: 'What a macro would put into the composer of a conversation; nothing is changed by asking.',
    },
    ({ db, actor, params, query }) => preview(db, actor, params.id, query.conversationId),
  ),
]

async function preview(db: Tx, actor: Actor, macroId: number, conversationId: number): Promise<MacroPreview> {
  const conversation = await requireConversation(db, actor, conversationId)
  const macro = await findRule(db, macroId)
  if (macro?.kind !== 'macro' || actor.kind !== 'user' || !macro.active || !mayUseMacro(actor, macro))
    throw new Refusal('macro_not_found')
  const { actions, message } = macro.definition as MacroDefinition
  const [ticket = null] = await listTickets(db, [conversationId])
  const about = {
    ticket,
    contactId: conversation.contactId,
    title: macro.title,
    agentId: actor.userId,
    forCustomer: message?.visibility === 'public',
  }
  const [meant, text] = await Promise.all([
    ticket === null ? { changes: {}, survey: null, without: [] } : changesOf(db, actor, ticket, actions),
    message === undefined ? null : fillText(db, about, textIn(message.texts, conversation.locale)),
  ])
  return {
    macroId,
    title: macro.title,
    message: message === undefined || text === null ? null : { visibility: message.visibility, text },
    ...meant,
  }
}

const macroView = (macro: Rule, used: number): MacroView => ({
  id: macro.id,
  title: macro.title,
  category: macro.category,
  active: macro.active,
  sharing: sharingOf(macro),
  definition: macro.definition as MacroDefinition,
  version: macro.version,
  updatedAt: macro.updatedAt.toISOString(),
  updatedBy: macro.updatedBy,
  used,
})

function sharingOf({ ownerId, groupIds }: Rule): Sharing {
  if (ownerId !== null) return { with: 'me' }
  return groupIds.length === 0 ? { with: 'everybody' } : { with: 'groups', groups: groupIds }
}
