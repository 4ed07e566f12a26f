import { command } from '../../platform/commands/command.ts'
import type { Post } from '../../platform/mail/post.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { audit } from '../audit.ts'
import { type LinkMade, UserRef } from '../contract.ts'
import { mayGrant, mayManagePeople, userOf } from '../policy.ts'
import { localeOf, lockUser } from '../queries/users.ts'
import { mailLink } from '../sign-in/mail-link.ts'
import { makeLink } from '../sign-in/links.ts'

/**
 * A new one-time link; the earlier one stops working [ID2]. For someone who has joined it chooses a new password: that is
 * power over the account, so only for people whose rights the actor has himself [ID6].
 */
export const renewInvitation = (post: Post) =>
  command(
    'user.renew_invitation',
    {
      input: UserRef,
      may: mayManagePeople,
      about: 'Make a new one-time link for a person: to join, or to choose a new password.',
      secretAnswer: true,
    },
    async (ctx, { userId }): Promise<LinkMade> => {
      const actor = userOf(ctx.actor)
      const user = await lockUser(ctx.tx, userId)
      allow(mayGrant(actor, user.role))
      if (user.deactivatedAt !== null) throw new Refusal('user_deactivated')
      await audit(ctx, actor, 'user.link_made', `user:${userId}`, {}, user.name)
      const kind = user.joinedAt === null ? 'invitation' : 'sign_in'
      const link = await makeLink(ctx.tx, { kind, userId, by: actor.userId, at: ctx.now })
      const mailedTo = await mailLink(ctx, post, {
        kind: kind === 'invitation' ? 'invitation' : 'password',
        link,
        person: user,
        locale: await localeOf(ctx.tx, userId),
        by: actor.name,
      })
      return { link, mailedTo }
    },
  )
