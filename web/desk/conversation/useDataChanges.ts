import { useMemo } from 'react'
import { useBrands, useDefinitions } from '../app/queries.ts'
import { useSaid } from '../app/said.ts'
import { useStatusWord } from '../app/status-word.ts'
import type { TicketChangeSet } from '../live/events.ts'
import { type TicketText, useTicketText } from '../ticket/text.ts'

export type DataChanges = {
  statusWord: ReturnType<typeof useStatusWord>
  /** A status of the account's own, by its number. */
  ownWord: (statusId: number | null) => string
  /** Changes of a ticket's own data, in words. */
  said: (changes: TicketChangeSet, date: (at: string) => string) => string[]
}

/** The same object as long as the words are. */
export function useDataChanges(): DataChanges {
  const t = useTicketText()
  const definitions = useDefinitions().data
  const brands = useBrands()
  const saidOf = useSaid()
  const statusWord = useStatusWord()
  return useMemo(
    () => ({
      statusWord,
      ownWord: (statusId) => saidOf(definitions?.statuses.find(({ id }) => id === statusId)?.label ?? {}),
      said: (changes, date) => [
        ...particulars(changes, t, date),
        ...(changes.formId
          ? [
              t('change.form', {
                form: saidOf(definitions?.forms.find(({ id }) => id === changes.formId?.[1])?.name ?? {}),
              }),
            ]
          : []),
        ...(changes.brandId
          ? [t('change.brand', { brand: brands.find(({ id }) => id === changes.brandId?.[1])?.name ?? '' })]
          : []),
        ...Object.keys(changes).flatMap((key) => {
          const fieldId = /^fields\.(\d+)$/.exec(key)?.[1]
          const change = changes[`fields.${Number(fieldId)}`]
          if (change === undefined) return []
          const field = definitions?.fields.find(({ id }) => id === Number(fieldId))
          const name = field ? saidOf(field.title) : t('change.someField')
          const [, value] = change
          if (value === null) return [t('change.fieldEmptied', { field: name })]
          const word = (each: string) =>
            saidOf(field?.options.find((option) => option.key === each)?.label ?? { en: each })
          const text = Array.isArray(value)
            ? value.map(word).join(', ')
            : value === true
              ? t('yes')
              : word(String(value))
          return [t('change.field', { field: name, value: text })]
        }),
      ],
    }),
    // The words change with the language and the definitions, and with nothing else.
    // oxlint-disable-next-line react/exhaustive-deps
    [t, definitions, brands],
  )
}

function particulars(changes: TicketChangeSet, t: TicketText, date: (at: string) => string): string[] {
  const { type, dueAt, followers, organizationId, mergedInto, problemId, scheduleId } = changes
  return [
    ...(type ? [t('change.type', { type: type[1] === null ? t('none') : t(`type.${type[1]}`) })] : []),
    ...(dueAt ? [dueAt[1] === null ? t('change.noDue') : t('change.due', { date: date(dueAt[1]) })] : []),
    ...(followers ? [t('change.followers')] : []),
    ...(mergedInto ? [t('change.merged', { id: mergedInto[1] ?? 0 })] : []),
    ...(problemId ? [problemId[1] === null ? t('change.noProblem') : t('change.problem', { id: problemId[1] })] : []),
    ...(scheduleId ? [t('change.hours')] : []),
    ...(organizationId ? [t('change.organization')] : []),
  ]
}
