import type { ScheduleDirectory } from '../schedules/index.ts'
import type { ChannelDirectory } from './directory.ts'
import { expectationOf } from './expectation.ts'

export type AwayLine = (channelId: number, locale: string, now: Date) => Promise<string>
type Parts = { directory: ChannelDirectory; schedules: Pick<ScheduleDirectory, 'scheduleFor'> }

/** What a channel says of when to expect an answer while nobody is there, by its own clock; nothing of a channel that is gone. */
export const awayLine =
  ({ directory, schedules }: Parts): AwayLine =>
  async (channelId, locale, now) => {
    const channel = directory.all().find(({ id }) => id === channelId)
    if (channel === undefined) return ''
    const { settings, defaultLocale, scheduleId } = channel
    const say = (texts: Record<string, string>) => texts[locale] ?? texts[defaultLocale] ?? ''
    const hours = schedules.scheduleFor(scheduleId)
    return expectationOf({ settings, hours, online: false, now, say, reader: { locale } })
  }
