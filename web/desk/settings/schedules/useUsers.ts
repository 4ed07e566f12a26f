import { useQuery } from '@tanstack/react-query'
import type { ChannelView } from '../../../../server/channels/contract.ts'
import type { ScheduleView } from '../../../../server/schedules/contract.ts'
import { channelsQuery } from '../queries.ts'

/** The channels that go by these hours: those that name them, and of the default all that name none. */
export function useUsers({ id, isDefault }: Pick<ScheduleView, 'id' | 'isDefault'>): ChannelView[] {
  const channels = useQuery(channelsQuery).data ?? []
  return channels.filter(({ scheduleId }) => scheduleId === id || (isDefault && scheduleId === null))
}
