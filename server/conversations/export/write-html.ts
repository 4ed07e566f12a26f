import { clock } from '../../platform/clock.ts'
import type { Asked, ReadParts } from './asked.ts'
import { namesIn } from './names.ts'
import { type Head, pageEnd, pageOf, pageStart, type PageWords } from './pure/page.ts'
import { readPages } from './read-pages.ts'
import { sayIn } from './texts.ts'
import { pageWords } from './words.ts'

type Language = { locale: 'en' | 'fr'; zone: string }

/** The conversation as a page that needs nothing else: to read, print and keep. */
export async function* writeHtml(parts: ReadParts, asked: Asked, { locale, zone }: Language): AsyncGenerator<string> {
  const { conversation, contact, withNotes, actor } = asked
  const groups = new Map<number, string>()
  const words = pageWords(await sayIn(locale), {
    locale,
    zone,
    names: {
      contact: contact?.name ?? null,
      agent: (id) => parts.nameAgent(id).name,
      group: (id) => groups.get(id) ?? `#${id}`,
    },
  })
  const { say, moment } = words
  yield pageStart({
    locale,
    title: say('title', { name: contact?.name ?? say('customer') }),
    facts: factsOf(asked, words),
  })
  let lastDay = ''
  for await (const events of readPages(parts, conversation.id, withNotes)) {
    await namesIn(parts.db, events, groups)
    const page = pageOf(events, words, lastDay)
    lastDay = page.lastDay
    yield page.html
  }
  const exported = { date: moment(clock.now().toISOString()), name: actor.name, zone }
  yield pageEnd(say(withNotes ? 'exported' : 'exportedPublic', exported))
}

/** The ticket's subject and status are internal; its number is told to customers. */
function factsOf({ conversation, ticket, contact, withNotes }: Asked, { say, moment }: PageWords): Head['facts'] {
  const facts: [string, string][] = [[say('conversation'), String(conversation.id)]]
  if (ticket !== null) facts.push([say('ticket'), `#${ticket.id}`])
  if (ticket !== null && withNotes)
    facts.push([say('subject'), ticket.subject], [say('status'), say(`status.${ticket.status}`)])
  const customer = [contact?.name ?? say('customer'), contact?.email, contact?.phone]
  facts.push([say('customer'), customer.filter(Boolean).join(' · ')])
  facts.push([say('started'), moment(conversation.startedAt.toISOString())])
  if (conversation.closed !== null) facts.push([say('closed'), moment(conversation.closed.at.toISOString())])
  return facts
}
