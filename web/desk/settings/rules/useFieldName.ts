import type { FieldView } from '../../../../server/rules/contract.ts'
import { useLocale } from '../../../kit/i18n.tsx'
import { useRulesText } from './text.ts'

/** Custom fields have labels of their own; the product's have theirs in the catalogue. */
export function useFieldName(): (field: FieldView) => string {
  const r = useRulesText()
  const locale = useLocale()
  return ({ name, label }) => (label === null ? r(`field.${name}`) : (label[locale] ?? Object.values(label)[0] ?? name))
}
