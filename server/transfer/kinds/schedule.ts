import { deleteSchedule, listSchedules, saveSchedule } from '../../schedules/index.ts'
import { made, part, type Transferable } from './kind.ts'

export const schedule: Transferable = {
  ...made(saveSchedule),
  fresh: { isDefault: false },
  remove: (ctx, scheduleId) => deleteSchedule.run(ctx, { scheduleId }),
  list: async (tx) =>
    (await listSchedules(tx)).map((each) => ({
      id: each.id,
      item: part(each, 'name', 'timeZone', 'week', 'holidays'),
      home: part(each, 'isDefault'),
    })),
}
