import { type Read, read } from '../platform/http/read.ts'
import type { ScheduleView } from './contract.ts'
import { maySeeSchedules } from './policy.ts'
import { listSchedules } from './queries.ts'

export const reads: Read[] = [
  read(
    '/api/v1/schedules',
    { may: maySeeSchedules, about: 'Opening hours: week, holidays, zone, and which is the default.' },
    ({ db }): Promise<ScheduleView[]> => listSchedules(db),
  ),
]
