import { audit } from '../identity/index.ts'
import { command } from '../platform/commands/command.ts'
import { record } from '../platform/commands/context.ts'
import { SaveSchedule } from './contract.ts'
import { changesOf } from './changes-of.ts'
import { scheduleChanged } from './events.ts'
import { checkHours } from './model.ts'
import { mayManageSchedules } from './policy.ts'
import { insertSchedule, lockSchedule, unmarkDefault, updateSchedule } from './queries.ts'

/** Makes a schedule, or changes one: it counts from now on, wherever it is named. */
export const saveSchedule = command(
  'schedule.save',
  { input: SaveSchedule, may: mayManageSchedules, about: 'Make or change a schedule of opening hours.' },
  async (ctx, { id, ...fields }): Promise<{ id: number }> => {
    const after = { ...fields, ...checkHours(fields) }
    const before = id === undefined ? null : await lockSchedule(ctx.tx, id)
    if (after.isDefault && before?.isDefault !== true) await unmarkDefault(ctx.tx)
    const saved = before?.id ?? (await insertSchedule(ctx.tx, after))
    if (before !== null) await updateSchedule(ctx.tx, { id: saved, ...after })
    await audit(
      ctx,
      ctx.actor,
      before === null ? 'schedule.created' : 'schedule.changed',
      `schedule:${saved}`,
      changesOf(before, after),
      after.name,
    )
    record(ctx, scheduleChanged, { stream: 'account', by: ctx.actor, data: { scheduleId: saved } })
    return { id: saved }
  },
)
