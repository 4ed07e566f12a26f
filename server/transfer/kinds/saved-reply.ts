import { deleteReply, listReplies, mayManageRules, saveReply } from '../../rules/index.ts'
import { made, part, type Transferable } from './kind.ts'

const NOBODY = 0

export const savedReply: Transferable = {
  ...made(saveReply),
  may: mayManageRules,
  fresh: { shared: true },
  remove: (ctx, replyId) => deleteReply.run(ctx, { replyId }),
  list: async (tx) =>
    (await listReplies(tx, NOBODY)).map((each) => ({
      id: each.id,
      item: part(each, 'shortcut', 'texts', 'active'),
      home: { shared: true },
    })),
}
