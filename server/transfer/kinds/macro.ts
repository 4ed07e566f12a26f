import { deleteMacro, listRules, mayManageRules, saveMacro } from '../../rules/index.ts'
import { inConditions, inSharing, made, part, sharedWith, type Transferable } from './kind.ts'

export const macro: Transferable = {
  ...made(saveMacro),
  may: mayManageRules,
  remove: (ctx, macroId) => deleteMacro.run(ctx, { macroId }),
  list: async (tx) =>
    (await listRules(tx, 'macro')).map((each) => ({
      id: each.id,
      version: each.version,
      item: { ...part(each, 'title', 'category', 'active', 'definition'), sharing: sharedWith(each.groupIds) },
    })),
  swap: ({ definition, sharing, ...item }, swap, ofField) => ({
    ...item,
    sharing: inSharing(sharing, swap),
    definition: inConditions(definition, swap, ofField),
  }),
}
