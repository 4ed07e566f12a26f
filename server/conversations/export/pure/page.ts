import type { EventView } from '../../../platform/protocol.ts'
import type { FileView, MessageView } from '../../contract.ts'
import { escape } from './escape.ts'
import { lineText, type Words } from './line-text.ts'
import { isMessage } from './narrow.ts'
import { STYLE } from './style.ts'

export type PageWords = Words & {
  day: (at: string) => string
  time: (at: string) => string
  size: (bytes: number) => string
}
export type Head = { locale: string; title: string; facts: readonly (readonly [name: string, value: string])[] }

/** Everything people wrote is written as text; names and messages keep their own reading direction to themselves. */
export const pageStart = ({ locale, title, facts }: Head): string => `<!doctype html>
<html lang="${escape(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1><bdi>${escape(title)}</bdi></h1>
<dl>
${facts.map(([name, value]) => `<dt>${escape(name)}</dt><dd><bdi>${escape(value)}</bdi></dd>`).join('\n')}
</dl>
<main>
`

export const pageEnd = (note: string): string => `</main>
<footer>${escape(note)}</footer>
</body>
</html>
`

/** What is told of some events, each day under its name; `lastDay` is that of the event before. */
export function pageOf(
  events: readonly EventView[],
  words: PageWords,
  lastDay: string,
): { html: string; lastDay: string } {
  const parts: string[] = []
  let day = lastDay
  for (const event of events) {
    const html = eventHtml(event, words)
    if (html === null) continue
    const itsDay = words.day(event.at)
    if (itsDay !== day) parts.push(`<h2>${escape(itsDay)}</h2>\n`)
    day = itsDay
    parts.push(html)
  }
  return { html: parts.join(''), lastDay: day }
}

function eventHtml(event: EventView, words: PageWords): string | null {
  if (event.type === 'message.sent' && isMessage(event.data.message))
    return messageHtml(event, event.data.message, words)
  const line = lineText(event, words)
  return line === null ? null : `<p class="line"><bdi>${escape(line)}</bdi> · ${timeHtml(event.at, words)}</p>\n`
}

function messageHtml({ at, by }: EventView, message: MessageView, words: PageWords): string {
  const note = message.visibility === 'note'
  const kind = note ? 'note' : by.kind === 'contact' ? 'contact' : 'answer'
  return `<article class="${kind}"><header><b><bdi>${escape(words.nameOf(by))}</bdi></b>${
    note ? `<mark>${escape(words.say('note'))}</mark>` : ''
  }${timeHtml(at, words)}</header>${
    message.redacted === true
      ? `<p class="gone">${escape(words.say('redacted'))}</p>`
      : `${message.text === '' ? '' : `<div dir="auto">${escape(message.text)}</div>`}${filesHtml(message.files ?? [], words)}`
  }</article>\n`
}

const timeHtml = (at: string, { time }: PageWords): string =>
  `<time datetime="${escape(at)}">${escape(time(at))}</time>`

/** Files are named, not shown: the page needs nothing from anywhere. */
const filesHtml = (files: readonly FileView[], { say, size }: PageWords): string =>
  files.length === 0
    ? ''
    : `<ul>${files.map((file) => `<li>${escape(say('file'))} <bdi>${escape(file.name)}</bdi> (${escape(size(file.size))})</li>`).join('')}</ul>`
