import { audit, differences, findBrand, findGroup } from '../identity/index.ts'
import { command } from '../platform/commands/command.ts'
import { record } from '../platform/commands/context.ts'
import { secret } from '../platform/ids.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { keepSchedule } from '../schedules/index.ts'
import { SaveChannel } from './contract.ts'
import { channelChanged } from './events.ts'
import { mayManageChannels } from './policy.ts'
import { type Channel, findChannel, findStyle, insertChannel, updateChannel } from './queries.ts'

const AUDITED = [
  'name',
  'brandId',
  'styleId',
  'groupId',
  'scheduleId',
  'defaultLocale',
  'origins',
  'active',
  'settings',
] as const

/** Makes a channel, or changes one; conversations under way keep the settings they started with. */
export const saveChannel = command(
  'channel.save',
  { input: SaveChannel, may: mayManageChannels, about: 'Make or change a channel.' },
  async (ctx, input) => {
    const { id, ...fields } = input
    const style = await findStyle(ctx.tx, fields.styleId)
    if (style === null) throw new Refusal('style_not_found')
    if ((await findBrand(ctx.tx, fields.brandId)) === null) throw new Refusal('brand_not_found')
    if (fields.groupId !== null && (await findGroup(ctx.tx, fields.groupId)) === null)
      throw new Refusal('group_not_found')
    const before = id === undefined ? null : await findChannel(ctx.tx, id)
    if (id !== undefined && before === null) throw new Refusal('channel_not_found')
    if (!style.active && before?.styleId !== style.id) throw new Refusal('style_off')
    const scheduleId = fields.scheduleId === undefined ? (before?.scheduleId ?? null) : fields.scheduleId
    if (scheduleId !== null) await keepSchedule(ctx.tx, scheduleId)
    const key = before?.key ?? secret().slice(0, 22)
    const kept: Omit<Channel, 'id'> = { kind: 'widget', key, ...fields, scheduleId }
    const saved = before === null ? (await insertChannel(ctx.tx, kept)).id : before.id
    if (before !== null) await updateChannel(ctx.tx, { id: saved, ...kept })
    await audit(
      ctx,
      ctx.actor,
      before === null ? 'channel.created' : 'channel.changed',
      `channel:${saved}`,
      differences(before, kept, AUDITED),
      kept.name,
    )
    const isMoved = before !== null && before.scheduleId !== scheduleId
    record(ctx, channelChanged, {
      stream: 'account',
      by: ctx.actor,
      data: { channelId: saved, ...(isMoved && { hours: true }) },
    })
    return { id: saved, key: kept.key }
  },
)
