import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { audit } from '../audit.ts'
import { SaveRole } from '../contract.ts'
import { ACCOUNT, roleChanged } from '../events.ts'
import { differences } from '../model.ts'
import { mayGrant, mayManagePeople, userOf } from '../policy.ts'
import { requireBrands } from '../queries/brands.ts'
import { listUsersOfRole } from '../queries/users.ts'
import { tellRightsChanged } from '../rights.ts'
import { insertRole, lockRole, updateRole } from '../queries/roles.ts'

/** A role of the installation's own. Built-in ones stay what they are [ID10]. */
export const saveRole = command(
  'role.save',
  { input: SaveRole, may: mayManagePeople, about: 'Make or change a custom role: permissions and scope.' },
  async (ctx, { id, ...role }) => {
    const actor = userOf(ctx.actor)
    const before = id === undefined ? null : await lockRole(ctx.tx, id)
    if (before !== null && before.key !== null) throw new Refusal('role_built_in')
    allow(mayGrant(actor, role) && (before === null || mayGrant(actor, before)))
    if (role.scope.brands !== null) await requireBrands(ctx.tx, role.scope.brands)
    const roleId = before?.id ?? (await insertRole(ctx.tx, role))
    if (before !== null) await updateRole(ctx.tx, before.id, role)
    if (before !== null) tellRightsChanged(ctx, actor, await listUsersOfRole(ctx.tx, roleId))
    record(ctx, roleChanged, { stream: ACCOUNT, by: actor, data: { roleId } })
    await audit(
      ctx,
      actor,
      before === null ? 'role.made' : 'role.updated',
      `role:${roleId}`,
      differences(before, role),
      role.name,
    )
    return { roleId }
  },
)
