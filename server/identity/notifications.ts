import { type Context, record } from '../platform/commands/context.ts'
import { system } from '../platform/pure/actor.ts'
import { agentStream, notificationAdded } from './events.ts'
import {
  emptyNotifications,
  emptyNotificationsOf,
  emptyNotificationsWith,
  insertNotifications,
  type NewNotification,
} from './queries/notifications.ts'

/**
 * Tells people of something that waits for them: stored, and heard at once where they are signed in. Once for each message;
 * who is deactivated hears nothing. Whether a person may see the conversation is the caller's question.
 */
export async function addNotifications(ctx: Context, notifications: readonly NewNotification[]): Promise<void> {
  const list = [
    ...new Map(
      notifications.map((each) => [`${each.userId} ${each.conversationId} ${each.messageId ?? each.kind}`, each]),
    ).values(),
  ]
  if (list.length === 0) return
  for (const { id, ord } of await insertNotifications(ctx.tx, ctx.now, list)) {
    const added = list[ord - 1]
    if (added === undefined) continue
    const { userId, kind, conversationId, by, text } = added
    record(ctx, notificationAdded, {
      stream: agentStream(userId),
      by: system,
      data: { notificationId: id, kind, conversationId },
      extra: { id, kind, conversationId, by, text, at: ctx.now.toISOString(), readAt: null },
    })
  }
}

/** To be called where messages are redacted or purged: notifications quote them. */
export const forgetQuotes = (ctx: Pick<Context, 'tx'>, messageIds: readonly string[]): Promise<number> =>
  emptyNotifications(ctx.tx, messageIds)

/** The same for what names no message: a notification of a target that was missed bears the subject. */
export const forgetWordsIn = (ctx: Pick<Context, 'tx'>, conversationId: number, words: string): Promise<number> =>
  emptyNotificationsWith(ctx.tx, conversationId, words)

export const forgetNotificationsOf = (ctx: Pick<Context, 'tx'>, conversationIds: readonly number[]): Promise<number> =>
  emptyNotificationsOf(ctx.tx, conversationIds)
