import { Type } from 'typebox'
import { listContactBriefs } from '../../contacts/index.ts'
import { type Read, read } from '../../platform/http/read.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { HIDDEN_DAYS, HiddenKind, type HiddenPage } from './contract.ts'
import { mayDelete } from './policy.ts'
import { type HiddenLine, listHidden } from './queries.ts'

const PAGE = 50
const DAY_MS = 86_400_000

export const hiddenReads: Read[] = [
  read(
    '/api/v1/hidden-conversations',
    {
      query: Type.Object({ kind: HiddenKind, cursor: Type.Optional(Type.String({ maxLength: 80 })) }),
      may: mayDelete,
      about: 'Spam or deleted conversations in scope that are not purged yet, the latest first.',
    },
    async ({ db, actor, query }): Promise<HiddenPage> => {
      const before = query.cursor === undefined ? null : cursorOf(query.cursor)
      const lines = await listHidden(db, actor, { kind: query.kind, before, limit: PAGE })
      const contacts = new Map(
        (
          await listContactBriefs(
            db,
            lines.map((line) => line.contactId),
          )
        ).map((one) => [one.id, one]),
      )
      const last = lines.at(-1)
      return {
        rows: lines.map((line) => {
          const { name = null, email = null } = contacts.get(line.contactId) ?? {}
          return {
            conversationId: line.conversationId,
            ticketId: line.ticketId,
            subject: line.subject,
            contact: { id: line.contactId, name, email },
            kind: line.kind,
            hiddenAt: line.hiddenAt.toISOString(),
            hiddenBy: line.hiddenBy === null ? null : { id: line.hiddenBy, name: line.byName ?? '' },
            purgedAt: new Date(line.hiddenAt.getTime() + HIDDEN_DAYS * DAY_MS).toISOString(),
          }
        }),
        next: lines.length < PAGE || last === undefined ? null : cursorText(last),
      }
    },
  ),
]

const cursorText = ({ hiddenAt, conversationId }: HiddenLine): string => `${hiddenAt.toISOString()}/${conversationId}`

function cursorOf(text: string): { at: Date; id: number } {
  const [, at = '', id = ''] = /^([\dT:.Z-]{20,30})\/(\d{1,15})$/.exec(text) ?? []
  const instant = new Date(at)
  if (id === '' || Number.isNaN(instant.getTime()))
    throw new Refusal('invalid_input', { fields: [{ field: 'cursor', message: 'is not one of ours' }] })
  return { at: instant, id: Number(id) }
}
