/** Small letters without accents, words divided by one blank; the SQL function `search_fold` does the same. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[œæßøł]/g, (letter) => LIGATURES[letter] ?? letter)
    .replace(/[\u0300-\u036f]+/g, '')
    .replace(NEITHER_LETTER_NOR_DIGIT, ' ')
}

const LIGATURES: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l' }
// oxlint-disable-next-line no-control-regex
const NEITHER_LETTER_NOR_DIGIT = /[\u0001-/:-@[-`{-\u00bf\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u3000-\u303f]+/g
