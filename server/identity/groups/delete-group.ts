import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { audit } from '../audit.ts'
import { GroupRef } from '../contract.ts'
import { ACCOUNT, groupDeleted } from '../events.ts'
import { mayManagePeople, mayPlaceIn, userOf } from '../policy.ts'
import { deleteGroupRow, lockGroup, replaceMembers } from '../queries/groups.ts'
import { tellRightsChanged } from '../rights.ts'

/** The default group stays. Who holds work or settings for a group refuses its end (`group_in_use`) on the event [ID11]. */
export const deleteGroup = command(
  'group.delete',
  { input: GroupRef, may: mayManagePeople, about: 'Delete a group that nothing is assigned to.' },
  async (ctx, { groupId }) => {
    const actor = userOf(ctx.actor)
    const group = await lockGroup(ctx.tx, groupId)
    allow(mayPlaceIn(actor, [groupId]))
    if (group.isDefault) throw new Refusal('group_in_use', { reason: 'default' })
    await replaceMembers(ctx.tx, groupId, [])
    await deleteGroupRow(ctx.tx, groupId, ctx.now)
    tellRightsChanged(ctx, actor, group.members)
    record(ctx, groupDeleted, { stream: ACCOUNT, by: actor, data: { groupId } })
    await audit(ctx, actor, 'group.deleted', `group:${groupId}`, {}, group.name)
    return null
  },
)
