import type { Reaction } from '../../platform/commands/reaction.ts'
import type { Post } from '../../platform/mail/post.ts'
import type { NotificationView } from '../contract.ts'
import { listNotifiedByMail } from '../queries/users.ts'
import { writeMail } from './write-mail.ts'

/**
 * Whoever is not online hears by mail that he was mentioned or given a ticket [ID17], unless he wants none. The mail says
 * who and where, never what was written: that stays behind the sign-in.
 */
export const notifyByMail = (post: Post): Reaction => ({
  on: 'notification.added',
  name: 'identity: by mail to who is not online',
  async react(ctx, events) {
    if (!post.isOnAt(ctx.now)) return
    const added = events.flatMap(({ stream, extra }) =>
      isNotification(extra) && (extra.kind === 'mention' || extra.kind === 'assigned')
        ? [{ userId: Number(stream.slice('agent:'.length)), notification: extra }]
        : [],
    )
    if (added.length === 0) return
    const people = new Map(
      (
        await listNotifiedByMail(
          ctx.tx,
          added.map(({ userId }) => userId),
        )
      ).map((person) => [person.id, person]),
    )
    for (const { userId, notification } of added) {
      const person = people.get(userId)
      if (person === undefined || !(notification.kind === 'mention' ? person.mentions : person.assigned)) continue
      const { kind, by, conversationId } = notification
      const mail = await writeMail(ctx.tx, {
        kind: 'notification',
        to: { name: person.name, address: person.email },
        locale: person.locale,
        isAutomatic: true,
        userId,
        says: (say, brand) => ({
          subject: say(`notification.${kind}`, { by: by || brand }),
          blocks: [
            { kind: 'title', text: say(`notification.${kind}`, { by: by || brand }) },
            {
              kind: 'button',
              label: say('notification.button'),
              url: `${post.publicUrl}/inbox/all/${conversationId}`,
            },
          ],
          footer: say('notification.why'),
        }),
      })
      await post.oweMail(ctx, mail)
    }
  },
})

const isNotification = (extra: unknown): extra is NotificationView =>
  typeof extra === 'object' && extra !== null && 'conversationId' in extra && 'kind' in extra
