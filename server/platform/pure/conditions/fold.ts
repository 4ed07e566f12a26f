/** Text as conditions compare it; its twin is `fold_text` in the database, held together by a property test [CO2]. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(CAPITALS, (letter) => letter.toLowerCase())
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')

/** The same with one space between words and around them, so that ` word ` is found only as a word. */
export const foldWords = (text: string): string =>
  ` ${foldText(text).replaceAll(SEPARATORS, ' ').replaceAll(/^ | $/g, '')} `

// The letters the database is told to make small: its own idea of capitals depends on how it was set up.
const CAPITALS = /[A-ZΑ-ΡΣ-ΩА-ЯЂЄІЇЈЉЊЋЏŒÆØŁĐ]/g
const SEPARATORS = /[\t-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+/g
