import type { ContactField } from '../../../server/tickets/contract.ts'

/** By field id; null: emptied. */
export type Given = Record<number, ContactField['value']>
export type Misread = { wrong: number }

/** What a form of fields says, or which of them cannot be read. */
export function givenIn(fields: readonly ContactField[], form: Pick<FormData, 'get' | 'getAll'>): Given | Misread {
  const given: Given = {}
  for (const { id, kind, editable } of fields) {
    if (!editable) continue
    const text = `${form.get(`${id}`) ?? ''}`.trim()
    if (kind === 'checkbox') given[id] = text ? true : null
    else if (kind === 'multiselect') given[id] = form.getAll(`${id}`).map(String)
    else if (kind !== 'number' || !text) given[id] = text || null
    else {
      // Also with a comma and spaces between thousands, as it is typed in French.
      const number = Number(text.replace(/\s/g, '').replace(',', '.'))
      if (Number.isNaN(number)) return { wrong: id }
      given[id] = number
    }
  }
  return given
}

/** What stands in the form other than what is stored: also what cannot be read as it is. */
export function typedIn(
  fields: readonly ContactField[],
  form: Pick<FormData, 'get' | 'getAll'>,
  locale: string,
): Given {
  const typed: Given = {}
  for (const { id, kind, editable, value } of fields) {
    if (!editable) continue
    const stands = form.get(`${id}`)
    const now =
      kind === 'multiselect'
        ? form.getAll(`${id}`).map(String)
        : kind === 'checkbox'
          ? stands !== null || null
          : `${stands ?? ''}`
    const before = kind === 'multiselect' || kind === 'checkbox' ? value : textOf(value, locale)
    if (!isSame(now, before)) typed[id] = now
  }
  return typed
}

/** As a text field shows it. */
export const textOf = (value: ContactField['value'] | undefined, locale: string): string =>
  typeof value === 'number'
    ? value.toLocaleString(locale, { useGrouping: false, maximumFractionDigits: 12 })
    : `${value ?? ''}`

/** Nothing chosen is empty. */
export const isSame = (a: ContactField['value'], b: ContactField['value']): boolean =>
  JSON.stringify(plain(a)) === JSON.stringify(plain(b))
const plain = (value: ContactField['value']) => (Array.isArray(value) && value.length === 0 ? null : value)
