import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { audit } from '../audit.ts'
import { UpdateUser, type UserView } from '../contract.ts'
import { ACCOUNT, userChanged } from '../events.ts'
import { differences } from '../model.ts'
import { mayGrant, mayManagePeople, mayPlaceIn, userOf } from '../policy.ts'
import { getGroupNames } from '../queries/groups.ts'
import { lockRole } from '../queries/roles.ts'
import { getUser, lockAdministrators, lockUser, replaceGroups, updateUser as updateUserRow } from '../queries/users.ts'
import { moved, tellRightsChanged } from '../rights.ts'
import { userView } from '../views.ts'
import { requireAdministratorBesides } from './require-administrator.ts'

/** Name, role and groups. His own role nobody changes [ID8]. */
export const updateUser = command(
  'user.update',
  { input: UpdateUser, may: mayManagePeople, about: 'Change the name, role and groups of a person.' },
  async (ctx, input): Promise<UserView> => {
    const actor = userOf(ctx.actor)
    await lockAdministrators(ctx.tx)
    const before = await lockUser(ctx.tx, input.userId)
    allow(mayGrant(actor, before.role))
    const role = input.roleId === undefined ? before.role : await lockRole(ctx.tx, input.roleId)
    if (role.id !== before.role.id) {
      if (before.id === actor.userId) throw new Refusal('own_account')
      allow(mayGrant(actor, role))
      if (role.key !== 'administrator') await requireAdministratorBesides(ctx.tx, before)
    }
    const groups = input.groups ?? before.groups
    const movedGroups = moved(groups, before.groups)
    allow(mayPlaceIn(actor, movedGroups))
    const groupNames = await getGroupNames(ctx.tx, groups)
    const name = input.name?.trim() || before.name
    await updateUserRow(ctx.tx, before.id, { name, roleId: role.id })
    await replaceGroups(ctx.tx, before.id, groups)
    if (role.id !== before.role.id || movedGroups.length > 0) tellRightsChanged(ctx, actor, [before.id])
    record(ctx, userChanged, { stream: ACCOUNT, by: actor, data: { userId: before.id } })
    const changes = differences(
      {
        name: before.name,
        role: before.role.key ?? before.role.name,
        groups: await getGroupNames(ctx.tx, before.groups),
      },
      { name, role: role.key ?? role.name, groups: groupNames },
    )
    await audit(ctx, actor, 'user.updated', `user:${before.id}`, changes, name)
    return userView(await getUser(ctx.tx, before.id))
  },
)
