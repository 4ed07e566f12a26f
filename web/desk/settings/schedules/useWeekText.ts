import { useMemo } from 'react'
import type { Span } from '../../../../server/schedules/contract.ts'
import { regional, useLocale } from '../../../kit/i18n.tsx'
import { useSettingsText } from '../text.ts'
import { clockOf, stretchesOf } from './week.ts'

/** The names of weekdays 1 to 7. The fifth of January 1970 was a Monday. */
export function useWeekdays(width: 'long' | 'short'): (day: number) => string {
  const region = regional(useLocale())
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(region, { weekday: width, timeZone: 'UTC' })
    return (day) => format.format(Date.UTC(1970, 0, 4 + day))
  }, [region, width])
}

/** "09:00–18:00"; what ends after midnight says so by its smaller end. */
export const spanText = ({ from, to }: Pick<Span, 'from' | 'to'>): string => `${clockOf(from)}–${clockOf(to)}`

/** "Mon–Fri 09:00–12:00, 14:00–18:00 · Sat 10:00–12:00" */
export function useWeekText(): (week: readonly Span[]) => string {
  const t = useSettingsText()
  const weekday = useWeekdays('short')
  return (week) => {
    const stretches = stretchesOf(week)
    if (stretches.length === 0) return t('schedules.week.none')
    return stretches
      .map(({ first, last, spans }) => {
        const days = first === last ? weekday(first) : `${weekday(first)}–${weekday(last)}`
        return `${days} ${spans.map(spanText).join(', ')}`
      })
      .join(' · ')
  }
}
