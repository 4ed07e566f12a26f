import { canonicalZone, isOpen, nextOpening, sayWhen, type Schedule } from '../schedules/index.ts'
import type { WidgetSettings } from './contract.ts'

type Asked = {
  settings: WidgetSettings
  hours: Schedule | null
  online: boolean
  now: Date
  /** One of the channel's texts in the language of whoever reads. */
  say: (texts: Record<string, string>) => string
  reader: { locale: string; region?: string | undefined; timeZone?: string | undefined }
}

/**
 * What is said of whether somebody is there: one answer for every line of the widget. Outside opening hours nobody is, whoever
 * happens to be online – unless the channel says nothing of its hours.
 */
export function standingOf({ settings, hours, online, now }: Pick<Asked, 'settings' | 'hours' | 'online' | 'now'>) {
  const tellsHours = Object.values(settings.expectClosed).some((text) => text.trim() !== '')
  if (hours !== null && tellsHours && !isOpen(hours, now)) return 'closed'
  return online ? 'online' : 'away'
}

/**
 * When to expect an answer. Outside opening hours it says when they begin again, by the reader's clock [S4.27]; hours that
 * never begin again say nothing of when.
 */
export async function expectationOf(asked: Asked): Promise<string> {
  const { settings, hours, now, say, reader } = asked
  const standing = standingOf(asked)
  if (standing === 'online') return say(settings.expectOnline)
  const closed = standing === 'closed' ? say(settings.expectClosed) : ''
  if (hours === null || closed === '') return say(settings.expectAway)
  if (!closed.includes('{opens}')) return closed
  const opens = nextOpening(hours, now)
  if (opens === null) return say(settings.expectAway)
  const { locale, region } = reader
  const timeZone = canonicalZone(reader.timeZone ?? '') ?? hours.timeZone
  return closed.replaceAll('{opens}', await sayWhen(opens, now, { locale, region, timeZone }))
}
