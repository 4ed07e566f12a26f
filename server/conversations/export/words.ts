import type { ActorView } from '../../platform/protocol.ts'
import type { Say } from './pure/line-text.ts'
import type { PageWords } from './pure/page.ts'

type Names = { contact: string | null; agent: (id: number) => string; group: (id: number) => string }

/** How a page says names, instants and sizes: in the reader's language, region and zone. */
export function pageWords(
  say: Say,
  { locale, zone, names }: { locale: 'en' | 'fr'; zone: string; names: Names },
): PageWords {
  const region = locale === 'en' ? 'en-GB' : 'fr-FR'
  const written = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(region, { ...options, timeZone: zone })
    return (at: string) => format.format(new Date(at))
  }
  return {
    say,
    agent: names.agent,
    group: names.group,
    day: written({ dateStyle: 'full' }),
    time: written({ hour: '2-digit', minute: '2-digit' }),
    moment: written({ dateStyle: 'medium', timeStyle: 'short' }),
    size: (bytes) =>
      bytes < 1_000_000
        ? say('size.kb', { n: Math.max(1, Math.round(bytes / 1_000)) })
        : say('size.mb', { n: Math.round(bytes / 100_000) / 10 }),
    nameOf: (by) => nameOf(by, say, names),
  }
}

function nameOf(by: ActorView, say: Say, names: Names): string {
  switch (by.kind) {
    case 'contact':
      return names.contact ?? say('customer')
    case 'agent':
      return by.name === '' ? say('unknown') : by.name
    case 'bot':
      return say('bot')
    case 'rule':
      return say('rule')
    case 'api':
      return 'API'
    case 'system':
      return say('system')
  }
}
