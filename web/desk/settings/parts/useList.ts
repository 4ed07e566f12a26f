import { useMemo } from 'react'
import { regional, useLocale } from '../../../kit/i18n.tsx'

/** `['a', 'b', 'c']` → "a, b and c". */
export function useList(): (words: readonly string[]) => string {
  const locale = useLocale()
  return useMemo(() => {
    const format = new Intl.ListFormat(regional(locale), { type: 'conjunction' })
    return (words) => format.format(words)
  }, [locale])
}
