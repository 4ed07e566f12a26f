import { chooseStyles, findStyleChoice, lockStyleChoice, mayManageChannels } from '../../channels/index.ts'
import { StyleRule } from '../../channels/contract.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { inConditions, part, type Transferable } from './kind.ts'

/** Which style conversations get, by conditions. All rules are one document: one more, or one less, is a new edition of it. */
export const styleRule: Transferable = {
  may: mayManageChannels,
  fresh: {},
  save: {
    input: StyleRule,
    async run(ctx, rule: StyleRule) {
      const { rules, version } = await lockStyleChoice(ctx.tx)
      const isThere = rules.some(({ id }) => id === rule.id)
      const all = isThere
        ? rules.map((each) => (each.id === rule.id ? { ...rule, id: each.id } : each))
        : [...rules, rule]
      await alone(() => chooseStyles.run(ctx, { version, rules: all }))
      return { id: rule.id ?? (await findStyleChoice(ctx.tx)).rules.at(-1)?.id }
    },
  },
  async remove(ctx, ruleId) {
    const { rules, version } = await lockStyleChoice(ctx.tx)
    await chooseStyles.run(ctx, { version, rules: rules.filter(({ id }) => id !== ruleId) })
  },
  list: async (tx) =>
    (await findStyleChoice(tx)).rules.map((each) => ({
      id: each.id,
      item: part(each, 'title', 'active', 'styleId', 'conditions'),
    })),
  swap: (item, swap, ofField) => ({
    ...inConditions(item, swap, ofField),
    styleId: swap('style', item.styleId, 'styleId'),
  }),
}

/** What is wrong in the one rule, by its places in that rule alone. */
async function alone(save: () => Promise<unknown>): Promise<void> {
  try {
    await save()
  } catch (error) {
    const fields = error instanceof Refusal ? error.details?.fields : undefined
    if (!(error instanceof Refusal) || !Array.isArray(fields)) throw error
    throw new Refusal(error.code, {
      fields: fields.map((each: { field: string }) => ({ ...each, field: each.field.replace(/^rules\.\d+\./, '') })),
    })
  }
}
