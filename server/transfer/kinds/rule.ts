import type { RuleKind } from '../../rules/contract.ts'
import { deleteRule, listRules, saveRule } from '../../rules/index.ts'
import type { AskFields } from '../../tickets/index.ts'
import { inConditions, made, part, type Transferable } from './kind.ts'

/** Triggers, messaging triggers and automations. */
export const rule = (kind: Exclude<RuleKind, 'macro'>, fields: AskFields): Transferable => ({
  ...made(saveRule(fields)),
  fresh: { kind },
  remove: (ctx, ruleId) => deleteRule.run(ctx, { ruleId }),
  list: async (tx) =>
    (await listRules(tx, kind)).map((each) => ({
      id: each.id,
      version: each.version,
      item: part(each, 'title', 'category', 'active', 'definition'),
      home: { kind },
    })),
  swap: ({ definition, ...item }, swap, ofField) => ({
    ...item,
    definition: inConditions(definition, swap, ofField),
  }),
})
