import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { audit } from '../audit.ts'
import { RoleRef } from '../contract.ts'
import { ACCOUNT, roleChanged } from '../events.ts'
import { mayGrant, mayManagePeople, userOf } from '../policy.ts'
import { countRoleUsers, deleteRoleRow, lockRole } from '../queries/roles.ts'

export const deleteRole = command(
  'role.delete',
  { input: RoleRef, may: mayManagePeople, about: 'Delete a custom role that nobody has.' },
  async (ctx, { roleId }) => {
    const actor = userOf(ctx.actor)
    const role = await lockRole(ctx.tx, roleId)
    if (role.key !== null) throw new Refusal('role_built_in')
    allow(mayGrant(actor, role))
    const users = await countRoleUsers(ctx.tx, roleId)
    if (users > 0) throw new Refusal('role_in_use', { users })
    await deleteRoleRow(ctx.tx, roleId, ctx.now)
    record(ctx, roleChanged, { stream: ACCOUNT, by: actor, data: { roleId } })
    await audit(ctx, actor, 'role.deleted', `role:${roleId}`, {}, role.name)
    return null
  },
)
