import { useRulesText } from './text.ts'
import { useRuleWords } from './useRuleWords.ts'

type Changes = Record<string, readonly [unknown, unknown]>

/** "Priority: High · Tags: refund, vip · left a note": what a rule did, in words. */
export function useChangeWords(): (changes: Changes, did: readonly string[]) => string {
  const r = useRulesText()
  const rule = useRuleWords()
  return (changes, did) =>
    [
      ...Object.entries(changes).flatMap(([field, [, to]]) => {
        // One's own status says it better than its category, and they change together.
        if (field === 'status' && changes['statusId']?.[1]) return []
        return [r('changed', { field: rule.field(field === 'statusId' ? 'status' : field), to: rule.value(field, to) })]
      }),
      ...did.map((each) => {
        const [what = '', ...about] = each.split(':')
        return r(`did.${what}`, { about: about.join(':') })
      }),
    ].join(' · ')
}
