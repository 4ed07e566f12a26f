import type { Swap } from '../../rules/index.ts'
import { deleteForm, readDefinitions, saveForm } from '../../tickets/index.ts'
import { eachOf, isItem, made, type Transferable } from './kind.ts'

/** Which brands begin with it is decided where it is made: another form there may have them. */
export const ticketForm: Transferable = {
  ...made(saveForm),
  fresh: { isDefault: false, brandIds: [] },
  asInFile: true,
  remove: (ctx, formId) => deleteForm.run(ctx, { formId }),
  list: async (tx) =>
    (await readDefinitions(tx)).forms.map(({ id, isDefault, brandIds, ...item }) => ({
      id,
      item,
      home: { isDefault, brandIds },
    })),
  swap: ({ fieldIds, conditions, ...item }, swap) => ({
    ...item,
    fieldIds: eachOf(fieldIds, (each, n) => swap('own_field', each, `fieldIds.${n}`)),
    conditions: eachOf(conditions, inCondition(swap)),
  }),
}

const inCondition = (swap: Swap) => (each: unknown, n: number) =>
  isItem(each)
    ? {
        ...each,
        parent: swap('own_field', each.parent, `conditions.${n}.parent`),
        child: swap('own_field', each.child, `conditions.${n}.child`),
      }
    : each
