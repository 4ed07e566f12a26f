export type LabelWords = {
  /** The word for a field, by its path or by its last part; null: there is none. */
  word(name: string): string | null
  languageName(locale: string): string
  /** "First reply (High)" */
  of(part: string, whole: string): string
}

const families = ['email', 'messaging', 'call']

/** What a field of the log is called: `definition.question.fr` → "Question (French)", `targets.high.first_reply` → "First reply (High)". */
export function labelOf(field: string, words: LabelWords): string {
  const { word, languageName, of } = words
  const known = word(field)
  if (known !== null) return known
  const plain = field.replace(/^(settings|definition)\.(appearance\.)?/, '')
  const parts = plain.split('.')
  const last = parts.at(-1) ?? ''
  const before = parts.slice(0, -1).join('.')
  if (before === '') return word(last) ?? last
  if (isLocale(last)) return of(labelOf(field.slice(0, -last.length - 1), words), languageName(last))
  const said = word(last)
  if (said === null) return of(labelOf(before, words), last)
  if (families.includes(last)) return of(labelOf(before, words), said)
  if (parts[0] === 'targets') return of(said, word(parts[1] ?? '') ?? before)
  return said
}

const isLocale = (part: string): boolean => /^[a-z]{2}(-[A-Z]{2})?$/.test(part)
export const isTexts = (given: object): given is Record<string, string> => {
  const entries = Object.entries(given)
  return entries.length > 0 && entries.every(([key, text]) => isLocale(key) && typeof text === 'string')
}

/** How many seconds a number stands for, by what its field is called; null: it is no time. */
export function secondsIn(field: string, value: number): number | null {
  if (/Seconds(\.|$)/.test(field)) return value
  if (/Minutes(\.|$)/.test(field) || /(^|\.)(first_reply|next_reply|requester_wait|agent_work|resolution)$/.test(field))
    return value * 60
  return /Days(\.|$)/.test(field) ? value * 86_400 : null
}
