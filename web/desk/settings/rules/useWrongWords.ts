import { wrongKey } from './draft.ts'
import { useRulesText } from './text.ts'

const WITH_NAME = ['name_unknown', 'name_ambiguous', 'name_missing', 'other_kind']

/** What is wrong at a place of a file, in words: `name_unknown Support`. */
export function useWrongWords(): (message: string) => string {
  const r = useRulesText()
  return (message) => {
    const [code = '', ...rest] = message.split(' ')
    return WITH_NAME.includes(code) ? r(`wrong.${code}`, { name: rest.join(' ') }) : r(wrongKey(message))
  }
}
