import type { AgentStatusView, WorkView } from '../../../server/routing/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { useStatuses } from '../app/queries.ts'
import { useStore } from '../live/store.ts'
import { useDesk } from '../shell/DeskContext.tsx'

/** What the person is doing, what else he may do, and how he says so. */
export function useStatus(): {
  work: WorkView | null
  status: AgentStatusView | undefined
  statuses: readonly AgentStatusView[]
  choose: (statusId: number) => void
  endWrapUp: () => void
} {
  const { desk } = useDesk()
  const say = useRefusalText()
  const statuses = useStatuses()
  const work = useStore(desk.work)
  const run = (name: string, input: unknown) =>
    desk.do(name, input).catch((error: unknown) => toast({ text: say(error), tone: 'bad' }))
  return {
    work,
    status: statuses.find(({ id }) => id === work?.statusId),
    statuses,
    choose: (statusId) => void run('agent_status.choose', { statusId }),
    endWrapUp: () => void run('wrap_up.end', {}),
  }
}
