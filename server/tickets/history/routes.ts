import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Tx } from '../../platform/db.ts'
import { type Actor, may } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Id } from '../../platform/pure/schemas.ts'
import { listTickets } from '../queries.ts'
import type { UpdateView } from './contract.ts'
import { csvHead, csvLines } from './pure/csv.ts'
import { listUpdates } from './queries.ts'
import { updateViews } from './view.ts'

export type HistoryRouteParts = {
  db: Tx
  nameAgent: (userId: number) => { name: string }
  authenticate: (request: FastifyRequest) => Promise<Actor>
  requireConversation(db: Tx, actor: Actor, id: number): Promise<unknown>
}

const PAGE = 500
const types = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const

/** The whole history of a ticket to keep: for whoever may export and reaches it. */
export function historyRoutes(app: FastifyInstance, parts: HistoryRouteParts): void {
  app.get<{ Params: { id: number }; Querystring: { format: 'csv' | 'json' } }>(
    '/api/v1/conversations/:id/history',
    {
      schema: {
        summary: 'The whole history of a ticket as a table or as JSON, newest update first.',
        tags: ['reads'],
        params: Type.Object({ id: Id }),
        querystring: Type.Object({ format: Type.Union([Type.Literal('csv'), Type.Literal('json')]) }),
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { format } = request.query
      const actor = await parts.authenticate(request)
      if (actor.kind === 'nobody') throw new Refusal('not_signed_in')
      if (!may(actor, 'conversations.export')) throw new Refusal('not_allowed')
      await parts.requireConversation(parts.db, actor, id)
      const [ticket] = await listTickets(parts.db, [id])
      if (ticket === undefined) throw new Refusal('ticket_not_found')
      void reply.headers({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'content-disposition': `attachment; filename="ticket-${ticket.id}-history.${format}"`,
      })
      const pages = pagesOf(parts, ticket)
      return reply.type(types[format]).send(Readable.from(format === 'csv' ? asCsv(pages) : asJson(pages)))
    },
  )
}

type Pages = AsyncGenerator<UpdateView[]>

async function* pagesOf(parts: HistoryRouteParts, ticket: { id: number; conversationId: number }): Pages {
  for (let before: number | null = null; ; ) {
    const page = await listUpdates(parts.db, ticket, { before, limit: PAGE })
    yield await updateViews(parts.db, page, parts.nameAgent)
    const last = page.at(-1)
    if (page.length < PAGE || last === undefined) return
    before = last.id
  }
}

/** With a mark of its encoding: tables open it with its accents. */
async function* asCsv(pages: Pages): AsyncGenerator<string> {
  yield `\uFEFF${csvHead()}`
  for await (const page of pages) yield page.map(csvLines).join('')
}

async function* asJson(pages: Pages): AsyncGenerator<string> {
  let between = '[\n'
  for await (const page of pages)
    for (const update of page) {
      yield `${between}${JSON.stringify(update)}`
      between = ',\n'
    }
  yield between === '[\n' ? '[]\n' : '\n]\n'
}
