import { useMemo } from 'react'
import type { Holiday } from '../../../../server/schedules/contract.ts'
import { regional, useLocale } from '../../../kit/i18n.tsx'
import { useSettingsText } from '../text.ts'
import { spanText } from './useWeekText.ts'

/** A holiday in words: its days as they come next, and which hours it closes. */
export function useHolidayText() {
  const t = useSettingsText()
  const region = regional(useLocale())
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(region, {
      timeZone: 'UTC',
      weekday: 'short',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    })
    return {
      days(holiday: Holiday, next: string | null): string {
        const first = Date.parse(next ?? holiday.from)
        const length = Date.parse(holiday.to) - Date.parse(holiday.from)
        const days = length === 0 ? format.format(first) : format.formatRange(first, first + length)
        return holiday.yearly ? t('holidays.yearlyOn', { days }) : days
      },
      hours: ({ hours }: Holiday): string => (hours === null ? t('holidays.wholeDay') : spanText(hours)),
    }
  }, [region, t])
}
