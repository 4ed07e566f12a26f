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
 * When to expect an answer. Outside opening hours it says when they begin again, by the reader's clock [S4.27]; hours that
 * never begin again say nothing of when.
 */
export async function expectationOf({ settings, hours, online, now, say, reader }: Asked): Promise<string> {
  const closed = say(settings.expectClosed)
  if (hours === null || isOpen(hours, now) || closed === '')
    return say(online ? settings.expectOnline : settings.expectAway)
  if (!closed.includes('{opens}')) return closed
  const opens = nextOpening(hours, now)
  if (opens === null) return say(settings.expectAway)
  const { locale, region } = reader
  const timeZone = canonicalZone(reader.timeZone ?? '') ?? hours.timeZone
  return closed.replaceAll('{opens}', await sayWhen(opens, now, { locale, region, timeZone }))
}
