import { useMemo } from 'react'
import { regional, useLocale } from '../../../kit/i18n.tsx'

/** `fr` → "French", "Français" in a French desk. */
export function useLanguageName(): (tag: string) => string {
  const locale = useLocale()
  return useMemo(() => {
    const names = new Intl.DisplayNames([regional(locale)], { type: 'language' })
    return (tag) => {
      const name = known(names, tag)
      return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
    }
  }, [locale])
}

function known(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag
  } catch {
    return tag
  }
}
