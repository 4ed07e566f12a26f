import { deleteCapacityRule, listCapacityRules, saveCapacityRule } from '../../routing/index.ts'
import { made, part, type Transferable } from './kind.ts'

/** But the default one, which has no name and is there everywhere. */
export const capacityRule: Transferable = {
  ...made(saveCapacityRule),
  fresh: { userIds: [] },
  remove: (ctx, ruleId) => deleteCapacityRule.run(ctx, { ruleId }),
  list: async (tx) =>
    (await listCapacityRules(tx))
      .filter(({ isDefault }) => !isDefault)
      .map((each) => ({
        id: each.id,
        item: part(each, 'name', 'email', 'messaging', 'call'),
        home: part(each, 'userIds'),
      })),
}
