import { deleteStatus, listStatuses, saveStatus } from '../../routing/index.ts'
import { made, part, type Transferable } from './kind.ts'

/** Those of the account's own, beside the four that are always there. */
export const agentStatus: Transferable = {
  ...made(saveStatus),
  remove: (ctx, statusId) => deleteStatus.run(ctx, { statusId }),
  list: async (tx) =>
    (await listStatuses(tx))
      .filter(({ key }) => key === null)
      .map((each) => ({ id: each.id, item: part(each, 'names', 'email', 'messaging', 'call', 'isBreak') })),
}
