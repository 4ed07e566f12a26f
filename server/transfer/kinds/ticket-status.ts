import { deleteStatus, readDefinitions, saveStatus } from '../../tickets/index.ts'
import { made, type Transferable } from './kind.ts'

export const ticketStatus: Transferable = {
  ...made(saveStatus),
  fresh: { isDefault: false },
  asInFile: true,
  remove: (ctx, statusId) => deleteStatus.run(ctx, { statusId }),
  list: async (tx) =>
    (await readDefinitions(tx)).statuses.map(({ id, isDefault, ...item }) => ({ id, item, home: { isDefault } })),
}
