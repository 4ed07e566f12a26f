import { Refused } from '../../../kit/connection.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { wrongKey } from './draft.ts'
import { useRulesText } from './text.ts'

const WITH_NAME = [
  'name_unknown',
  'name_ambiguous',
  'name_missing',
  'kind_unknown',
  'file_other',
  'file_empty',
  'file_long',
  'part_unknown',
]

/** What is wrong at a place of a file, in words: `name_unknown Support`, `refused shortcut_taken`. */
export function useWrongWords(): (message: string) => string {
  const r = useRulesText()
  const say = useRefusalText()
  return (message) => {
    const [code = '', ...rest] = message.split(' ')
    const name = rest.join(' ')
    if (code === 'refused') return say(new Refused(name))
    return WITH_NAME.includes(code) ? r(`wrong.${code}`, { name }) : r(wrongKey(message))
  }
}
