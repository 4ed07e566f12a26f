import { useDesk } from '../shell/DeskContext.tsx'
import { type Section, sections } from './sections.ts'

/** Those this person may open. */
export function useSections(): Section[] {
  const { me } = useDesk()
  return sections.filter(({ right }) => [right].flat().some((each) => me.permissions.includes(each)))
}
