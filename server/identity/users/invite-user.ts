import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import type { Post } from '../../platform/mail/post.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { audit } from '../audit.ts'
import { InviteUser, type UserInvited } from '../contract.ts'
import { ACCOUNT, userChanged } from '../events.ts'
import { differences } from '../model.ts'
import { mayGrant, mayManagePeople, mayPlaceIn, userOf } from '../policy.ts'
import { getGroupNames } from '../queries/groups.ts'
import { lockRole } from '../queries/roles.ts'
import { getUser, insertUser, replaceGroups } from '../queries/users.ts'
import { mailLink } from '../sign-in/mail-link.ts'
import { makeLink } from '../sign-in/links.ts'
import { userView } from '../views.ts'

/** Makes the account and the link that opens it; the link is shown once, to whoever invites, and mailed to whom it is for [ID2]. */
export const inviteUser = (post: Post) =>
  command(
    'user.invite',
    {
      input: InviteUser,
      may: mayManagePeople,
      about: 'Invite a person: makes the account and its one-time link.',
      secretAnswer: true,
    },
    async (ctx, { email, name, roleId, groups = [], locale = 'en' }): Promise<UserInvited> => {
      const actor = userOf(ctx.actor)
      const role = await lockRole(ctx.tx, roleId)
      allow(mayGrant(actor, role) && mayPlaceIn(actor, groups))
      const groupNames = await getGroupNames(ctx.tx, groups)
      const userId = await insertUser(ctx.tx, {
        email,
        name: name.trim(),
        roleId,
        locale: locale.startsWith('fr') ? 'fr' : 'en',
      })
      if (userId === null) throw new Refusal('email_taken')
      await replaceGroups(ctx.tx, userId, groups)
      const link = await makeLink(ctx.tx, { kind: 'invitation', userId, by: actor.userId, at: ctx.now })
      record(ctx, userChanged, { stream: ACCOUNT, by: actor, data: { userId } })
      await audit(
        ctx,
        actor,
        'user.invited',
        `user:${userId}`,
        differences({}, { email, role: role.key ?? role.name, groups: groupNames }),
        name,
      )
      const user = await getUser(ctx.tx, userId)
      const language = locale.startsWith('fr') ? 'fr' : 'en'
      const mailedTo = await mailLink(ctx, post, {
        kind: 'invitation',
        link,
        person: user,
        locale: language,
        by: actor.name,
      })
      return { user: userView(user), link, mailedTo }
    },
  )
