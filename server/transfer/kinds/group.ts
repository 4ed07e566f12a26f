import { deleteGroup, listGroups, saveGroup } from '../../identity/index.ts'
import { made, part, type Transferable } from './kind.ts'

/** People are others elsewhere: who is in it is said there. */
export const group: Transferable = {
  ...made(saveGroup),
  fresh: { members: [] },
  remove: (ctx, groupId) => deleteGroup.run(ctx, { groupId }),
  list: async (tx) =>
    (await listGroups(tx)).map((each) => ({ id: each.id, item: part(each, 'name'), home: part(each, 'members') })),
}
