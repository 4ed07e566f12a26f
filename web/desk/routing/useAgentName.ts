import { useColleagues } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'

/** What an agent is called; whoever is not known any more is somebody. */
export function useAgentName(): (id: number | null) => string {
  const t = useDeskText()
  const colleagues = useColleagues()
  return (id) => colleagues.find((one) => one.id === id)?.name ?? t('someone')
}
