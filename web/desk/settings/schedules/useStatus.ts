import type { Hours } from '../../../../server/schedules/contract.ts'
import { isOpen, nextClosing, nextOpening } from '../../../../server/schedules/pure/opening.ts'
import { openingWords } from '../../../../server/schedules/pure/opening-words.ts'
import { regional, useLocale, useText } from '../../../kit/i18n.tsx'
import { useTimes } from '../../app/times.ts'
import { useSettingsText } from '../text.ts'

/** How it stands this minute, and until when: "Open until 18:00", "Opens on Monday at 09:00". Give the same object again. */
export function useStatus(hours: Hours): { isOpen: boolean; text: string } {
  const t = useSettingsText()
  const when = useText<'when'>('opening')
  const region = regional(useLocale())
  const now = new Date(useTimes().now)
  const { timeZone } = hours
  const open = isOpen(hours, now)
  const change = open ? nextClosing(hours, now) : nextOpening(hours, now)
  const text =
    change === null
      ? t(open ? 'schedules.always' : 'schedules.never')
      : t(open ? 'schedules.until' : 'schedules.opens', {
          when: when('when', openingWords(change, now, { locale: region, timeZone })),
        })
  return { isOpen: open, text }
}
