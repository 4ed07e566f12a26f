import { useQuery } from '@tanstack/react-query'
import { use } from 'react'
import type { AuditView } from '../../../../server/identity/contract.ts'
import { loadTexts, useLocale } from '../../../kit/i18n.tsx'
import { useBrands, useColleagues, useGroups } from '../../app/queries.ts'
import { useLanguageName } from '../parts/useLanguageName.ts'
import { useList } from '../parts/useList.ts'
import { channelsQuery, schedulesQuery, stylesQuery } from '../queries.ts'
import { useWeekdays } from '../schedules/useWeekText.ts'
import { durationOf } from '../styles/duration.ts'
import { useStyleName } from '../styles/useEffectText.ts'
import { type SettingsKey, useSettingsText } from '../text.ts'

/** The audit in words: what was done, on what, which field, and what it said. Words of a later version show as they are. */
export function useSay() {
  const t = useSettingsText()
  const isKey = useIsKey()
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
      // What an object leaves out is not worth a word.
      const said = Object.entries(given).filter(([, each]) => !isNothing(each))
      if (said.length === 0) return t('audit.nothing')
      return list(said.map(([name, each]) => t('audit.pair', { field: label(name), value: value(name, each) })))
    }
    if (typeof given === 'number') return named(last, given)
    const text = String(given)
    if (last === 'role') return word(`role.${text}`, text)
    if (last === 'permissions') return word(`permission.${text}`, text)
    if (last === 'defaultLocale') return languageName(text)
    // `1 09:00–18:00`: Monday's.
    if (last === 'week') return `${weekday(Number(text[0]))}${text.slice(1)}`
    return word(`audit.value.${last}.${text}`, text)
  }
  const named = (field: string, id: number): string => {
    if (field === 'undoSeconds') return t('styles.undo.seconds', { n: id })
    if (field === 'closeAfterSeconds') {
      if (id === 0) return t('audit.atOnce')
      const { amount, unit } = durationOf(id)
      return t('duration', { n: amount, unit })
    }
    return nameIds(field, id) ?? String(id)
  }
  const label = (field: string): string => {
    const parts = field.replace(/^settings\.(appearance\.)?/, '').split('.')
    const [name = '', locale] = parts
    const last = parts.at(-1)
    if (last === 'all' || last === 'any') return word(`audit.field.${last}`, last)
    const said = word(`audit.field.${name}`, name)
    if (locale === undefined) return said
    return word(`audit.field.${locale}`, t('audit.fieldIn', { field: said, language: languageName(locale) }))
  }
  return {
    value,
    label,
    action: ({ action }: AuditView): string => word(`audit.${action}`, action),
    subject: (entry: AuditView): string => {
      const [kind = '', id = ''] = entry.subject.split(':')
      const name = entry.subjectName ?? nameIds(kind, Number(id))
      if (kind === 'contact' || kind === 'conversation')
        return t(`audit.subject.${kind}`, { id, name: name ?? '' }).trim()
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
    if (field === 'channel') return find(channels, id)
    if (field === 'scheduleId' || field === 'schedule') return find(schedules, id)
    if (field !== 'styleId' && field !== 'style') return null
    const style = styles.find((each) => each.id === id)
    return style ? styleName(style) : null
  }
}
