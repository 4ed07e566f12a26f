import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { ReadNotifications } from '../contract.ts'
import { agentStream, notificationRead } from '../events.ts'
import { isUser, userOf } from '../policy.ts'
import { markNotificationsRead } from '../queries/notifications.ts'

export const readNotifications = command(
  'notification.read',
  { input: ReadNotifications, may: isUser, about: 'Mark notifications of yours as read.' },
  async (ctx, { ids }) => {
    const { userId } = userOf(ctx.actor)
    const read = await markNotificationsRead(ctx.tx, userId, ids, ctx.now)
    if (read.length > 0)
      record(ctx, notificationRead, { stream: agentStream(userId), by: ctx.actor, data: { ids: read } })
    return { ids: read }
  },
)
