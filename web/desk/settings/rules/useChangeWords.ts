import { useColleagues, useGroups } from '../../app/queries.ts'
import { useRulesText } from './text.ts'

type Changes = Record<string, readonly [unknown, unknown]>

/** "Priority: High · Tags: refund, vip · left a note": what a rule did, in words. */
export function useChangeWords(): (changes: Changes, did: readonly string[]) => string {
  const r = useRulesText()
  const groups = useGroups()
  const colleagues = useColleagues()
  const valueText = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return r('value.none')
    if (Array.isArray(value)) return value.length === 0 ? r('value.none') : value.join(', ')
    if (field === 'groupId') return groups.find(({ id }) => id === value)?.name ?? String(value)
    if (field === 'assigneeId') return colleagues.find(({ id }) => id === value)?.name ?? String(value)
    if (field === 'status' || field === 'priority') return r(`value.${field}.${String(value)}`)
    return String(value)
  }
  return (changes, did) =>
    [
      ...Object.entries(changes).map(([field, [, to]]) =>
        r('changed', { field: r(`field.${field}`), to: valueText(field, to) }),
      ),
      ...did.map((each) => {
        const [what = '', ...about] = each.split(':')
        return r(`did.${what}`, { about: about.join(':') })
      }),
    ].join(' · ')
}
