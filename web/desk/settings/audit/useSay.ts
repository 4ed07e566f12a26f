import { useQuery } from '@tanstack/react-query'
import { use } from 'react'
import type { AuditView } from '../../../../server/identity/contract.ts'
import { loadTexts, useLocale } from '../../../kit/i18n.tsx'
import { useBrands, useColleagues, useGroups } from '../../app/queries.ts'
import { saidIn } from '../../app/said.ts'
import { useLanguageName } from '../parts/useLanguageName.ts'
import { useList } from '../parts/useList.ts'
import { channelsQuery, schedulesQuery, stylesQuery } from '../queries.ts'
import { useWeekdays } from '../schedules/useWeekText.ts'
import { durationOf } from '../styles/duration.ts'
import { useStyleName } from '../styles/useEffectText.ts'
import { type SettingsKey, useSettingsText } from '../text.ts'
import { isTexts, labelOf, secondsIn } from './field-label.ts'

/** The audit in words: what was done, on what, which field, and what it said. Words of a later version show as they are. */
export function useSay() {
  const t = useSettingsText()
  const isKey = useIsKey()
  const locale = useLocale()
  const list = useList()
  const nameIds = useNames()
  const languageName = useLanguageName()
  const weekday = useWeekdays('short')
  const word = (key: string, otherwise: string) => (isKey(key) ? t(key) : otherwise)

  const value = (field: string, given: unknown): string => {
    if (isNothing(given)) return t('audit.nothing')
    if (typeof given === 'boolean') return t(given ? 'audit.yes' : 'audit.no')
    const last = field.split('.').at(-1) ?? field
    if (Array.isArray(given))
      return given.length === 0 ? t('audit.nothing') : list(given.map((each) => value(last, each)))
    if (typeof given === 'object') {
      // Words are told in the reader's own; in the list each language has its line.
      if (isTexts(given)) return t('audit.quoted', { text: saidIn(locale, given) })
      if ('text' in given && typeof given.text === 'object' && given.text !== null && 'key' in given)
        return value(last, given.text)
      // What an object leaves out is not worth a word.
      const said = Object.entries(given).filter(([, each]) => !isNothing(each))
      if (said.length === 0) return t('audit.nothing')
      return list(said.map(([name, each]) => t('audit.pair', { field: label(name), value: value(name, each) })))
    }
    if (typeof given === 'number') return named(field, given)
    const text = String(given)
    if (last === 'role') return word(`role.${text}`, text)
    if (last === 'permissions') return word(`permission.${text}`, text)
    if (last === 'defaultLocale') return languageName(text)
    // `1 09:00–18:00`: Monday's.
    if (last === 'week') return `${weekday(Number(text[0]))}${text.slice(1)}`
    // What a status lets in, by family.
    if (last === 'messaging' || last === 'call' || last === 'email') return word(`audit.value.level.${text}`, text)
    return word(`audit.value.${last}.${text}`, text)
  }
  const named = (field: string, n: number): string => {
    const last = field.split('.').at(-1) ?? field
    const own = `audit.value.${last}.${n}`
    if (isKey(own)) return t(own)
    const seconds = secondsIn(field, n)
    if (seconds === null) return nameIds(last, n) ?? String(n)
    if (seconds % 60 !== 0 || seconds === 0) return t('audit.seconds', { n: seconds })
    const { amount, unit } = durationOf(seconds)
    return t('duration', { n: amount, unit })
  }
  const label = (field: string): string =>
    labelOf(field, {
      word(name) {
        const key = `audit.field.${name}`
        return isKey(key) ? t(key) : null
      },
      languageName,
      of: (part, whole) => t('audit.fieldIn', { field: part, language: whole }),
    })
  return {
    value,
    label,
    action: ({ action }: AuditView): string => word(`audit.${action}`, action),
    subject: (entry: AuditView): string => {
      const [kind = '', id = ''] = entry.subject.split(':')
      const name = entry.subjectName ?? nameIds(kind, Number(id))
      if (kind === 'contact' || kind === 'conversation')
        return t(`audit.subject.${kind}`, { id, name: name ?? '' }).trim()
      if (kind === 'rules') return word(`audit.rules.${id}`, id)
      // The action says it all: "put the queues in order".
      if (id === '') return name ?? ''
      return name ?? `${word(`audit.kind.${kind}`, kind)} ${id}`
    },
  }
}

const isNothing = (given: unknown): given is null | undefined | '' =>
  given === null || given === undefined || given === ''

function useIsKey(): (key: string) => key is SettingsKey {
  const catalogue = use(loadTexts(useLocale(), 'settings'))
  return (key): key is SettingsKey => Object.hasOwn(catalogue, key)
}

/** What a number in the log is called today. */
function useNames(): (field: string, id: number) => string | null {
  const styleName = useStyleName()
  const groups = useGroups()
  const brands = useBrands()
  const colleagues = useColleagues()
  const channels = useQuery(channelsQuery).data ?? []
  const styles = useQuery(stylesQuery).data ?? []
  const schedules = useQuery(schedulesQuery).data ?? []
  const find = (all: readonly { id: number; name: string }[], id: number) =>
    all.find((each) => each.id === id)?.name ?? null
  return (field, id) => {
    if (['groupId', 'group', 'groupIds', 'secondaryGroupIds'].includes(field)) return find(groups, id)
    if (field === 'brandId' || field === 'brand' || field === 'brands') return find(brands, id)
    if (field === 'members' || field === 'userIds' || field === 'user') return find(colleagues, id)
    if (field === 'channel' || field === 'channels') return find(channels, id)
    if (field === 'scheduleId' || field === 'schedule') return find(schedules, id)
    if (field !== 'styleId' && field !== 'style') return null
    const style = styles.find((each) => each.id === id)
    return style ? styleName(style) : null
  }
}
