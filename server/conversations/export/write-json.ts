import { clock } from '../../platform/clock.ts'
import { conversationView } from '../model.ts'
import type { Asked, ReadParts } from './asked.ts'
import { readPages } from './read-pages.ts'

/** The conversation with all its events, one a line, so that a large file can be read line by line too. */
export async function* writeJson(parts: ReadParts, asked: Asked): AsyncGenerator<string> {
  const { conversation, ticket, contact, withNotes } = asked
  const head = {
    conversation: conversationView(conversation),
    ticket: withNotes || ticket === null ? ticket : { id: ticket.id },
    contact: contact && { id: contact.id, name: contact.name, email: contact.email, phone: contact.phone },
    exportedAt: clock.now().toISOString(),
    withNotes,
  }
  yield `${JSON.stringify(head).slice(0, -1)},"events":[`
  let before = '\n'
  for await (const events of readPages(parts, conversation.id, withNotes))
    for (const event of events) {
      yield `${before}${JSON.stringify(event)}`
      before = ',\n'
    }
  yield '\n]}\n'
}
