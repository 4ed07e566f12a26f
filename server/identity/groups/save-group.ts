import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { allow } from '../../platform/pure/refusal.ts'
import { audit } from '../audit.ts'
import { type GroupView, SaveGroup } from '../contract.ts'
import { ACCOUNT, groupChanged } from '../events.ts'
import { differences } from '../model.ts'
import { mayManagePeople, mayPlaceIn, userOf } from '../policy.ts'
import { insertGroup, lockGroup, renameGroup, replaceMembers } from '../queries/groups.ts'
import { moved, tellRightsChanged } from '../rights.ts'

export const saveGroup = command(
  'group.save',
  { input: SaveGroup, may: mayManagePeople, about: 'Make or change a group and its members.' },
  async (ctx, { id, name, members }): Promise<GroupView> => {
    const actor = userOf(ctx.actor)
    const before = id === undefined ? null : await lockGroup(ctx.tx, id)
    const groupId = before?.id ?? (await insertGroup(ctx.tx, name))
    allow(mayPlaceIn(actor, [groupId]))
    if (before !== null) await renameGroup(ctx.tx, groupId, name)
    await replaceMembers(ctx.tx, groupId, members)
    tellRightsChanged(ctx, actor, moved(members, before?.members ?? []))
    record(ctx, groupChanged, { stream: ACCOUNT, by: actor, data: { groupId } })
    const changes = differences(
      { name: before?.name, members: before?.members },
      { name, members: members.toSorted((a, b) => a - b) },
    )
    await audit(ctx, actor, before === null ? 'group.made' : 'group.updated', `group:${groupId}`, changes, name)
    return lockGroup(ctx.tx, groupId)
  },
)
