import { Hidden } from '../../../kit/ui/Hidden.tsx'
import { isAction, isCondition } from '../rules/rule-words.ts'
import { useRuleWords } from '../rules/useRuleWords.ts'
import { useSettingsText } from '../text.ts'
import { useSay } from './useSay.ts'
import css from './Audit.module.css'

type RulePartsProps = { field: string; before: unknown; after: unknown }

/** Conditions and actions that a rule lost, and those it got, in words. */
export default function RuleParts({ field, before, after }: RulePartsProps) {
  const t = useSettingsText()
  const rule = useRuleWords()
  const say = useSay()
  const words = (part: unknown): string => {
    if (typeof part !== 'object' || part === null) return say.value(field, part)
    if (isCondition(part)) return rule.condition(part)
    if (isAction(part)) return rule.action(part)
    if (!('conditions' in part) || !('title' in part)) return say.value(field, part)
    const lists = Object.values(part.conditions ?? {}).flatMap((list) => (Array.isArray(list) ? list : []))
    return [String(part.title), ...lists.map(words)].join(' · ')
  }
  const listed = (parts: unknown) => (Array.isArray(parts) ? parts : []).map(words)
  return (
    <ul className={css['parts']}>
      {listed(before).map((text) => (
        <li key={`- ${text}`}>
          <span aria-hidden>−</span> <Hidden>{t('audit.removed')} </Hidden>
          <del>{text}</del>
        </li>
      ))}
      {listed(after).map((text) => (
        <li key={`+ ${text}`}>
          <span aria-hidden>+</span> <Hidden>{t('audit.added')} </Hidden>
          {text}
        </li>
      ))}
    </ul>
  )
}
