import type { OrderedItem } from './OrderedList.tsx'
import { useSettingsText } from '../text.ts'
import { missingIn } from './missing.ts'
import { useLanguageName } from './useLanguageName.ts'
import { useList } from './useList.ts'

/** Says in a list in which languages texts of a line are missing. */
export function useMissing(): (all: readonly Readonly<Record<string, string>>[]) => NonNullable<OrderedItem['tags']> {
  const t = useSettingsText()
  const list = useList()
  const languageName = useLanguageName()
  return (all) => {
    const missing = missingIn(all)
    return missing.length === 0
      ? []
      : [{ text: t('texts.lacks', { languages: list(missing.map(languageName)) }), tone: 'warn', isLack: true }]
  }
}
