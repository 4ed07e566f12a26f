import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { findBrief } from '../../contacts/index.ts'
import type { Reach } from '../../platform/commands/context.ts'
import type { Tx } from '../../platform/db.ts'
import { type Actor, may } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Id } from '../../platform/pure/schemas.ts'
import { findConversation } from '../queries.ts'
import { requireReach } from '../reach.ts'
import type { Asked, ReadParts, TicketFacts } from './asked.ts'
import { STYLE } from './pure/style.ts'
import { writeHtml } from './write-html.ts'
import { writeJson } from './write-json.ts'

export type ExportParts = ReadParts & {
  reach: Reach
  authenticate: (request: FastifyRequest) => Promise<Actor>
  ticketOf: (tx: Tx, conversationId: number) => Promise<TicketFacts | null>
  localeOf: (tx: Tx, userId: number) => Promise<'en' | 'fr'>
}

const Query = Type.Object({
  format: Type.Union([Type.Literal('html'), Type.Literal('json')]),
  /** `0`: as the customer saw it, with nothing internal. */
  notes: Type.Optional(Type.Union([Type.Literal('0'), Type.Literal('1')])),
  locale: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('fr')])),
  /** IANA time zone of the page's times. */
  tz: Type.Optional(Type.String({ maxLength: 64 })),
})

// Nothing runs or loads; the desk may frame it to print it.
const CSP = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-same-origin allow-modals',
].join('; ')

/** A conversation to keep or print: for whoever may export and reaches it [EX1]. */
export function routes(app: FastifyInstance, parts: ExportParts): void {
  app.get<{ Params: { id: number }; Querystring: Static<typeof Query> }>(
    '/api/v1/conversations/:id/export',
    {
      schema: {
        summary: 'A whole conversation as a page to print, or as JSON with all its events.',
        tags: ['reads'],
        params: Type.Object({ id: Id }),
        querystring: Query,
      },
    },
    async (request, reply) => {
      const { format, notes, locale, tz = 'UTC' } = request.query
      const asked = await look(parts, await parts.authenticate(request), request.params.id, notes !== '0')
      void reply.headers({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
      if (format === 'json')
        return reply
          .header('content-disposition', `attachment; filename="conversation-${asked.conversation.id}.json"`)
          .type('application/json; charset=utf-8')
          .send(Readable.from(writeJson(parts, asked)))
      const language = { locale: locale ?? (await parts.localeOf(parts.db, asked.actor.userId)), zone: zoneOf(tz) }
      return reply
        .header('content-security-policy', CSP)
        .type('text/html; charset=utf-8')
        .send(Readable.from(writeHtml(parts, asked, language)))
    },
  )
}

async function look(parts: ExportParts, actor: Actor, conversationId: number, withNotes: boolean): Promise<Asked> {
  if (actor.kind === 'nobody') throw new Refusal('not_signed_in')
  if (!may(actor, 'conversations.export')) throw new Refusal('not_allowed')
  const conversation = await findConversation(parts.db, conversationId)
  if (conversation === null) throw new Refusal('conversation_not_found')
  await requireReach({ tx: parts.db, reach: parts.reach }, actor, conversation)
  const [ticket, contact] = await Promise.all([
    parts.ticketOf(parts.db, conversationId),
    findBrief(parts.db, conversation.contactId),
  ])
  return { actor, conversation, ticket, contact, withNotes }
}

function zoneOf(tz: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: tz }).resolvedOptions().timeZone
  } catch {
    throw new Refusal('invalid_input', { fields: [{ field: 'tz', message: 'is not a time zone' }] })
  }
}
