import { mayManageRules } from '../../rules/index.ts'
import { type AskFields, deleteView, listViews, saveView } from '../../tickets/index.ts'
import { eachOf, inConditions, inSharing, isItem, made, sharedWith, type Transferable } from './kind.ts'

export const view = (fields: AskFields): Transferable => ({
  ...made(saveView(fields)),
  may: mayManageRules,
  remove: (ctx, viewId) => deleteView.run(ctx, { viewId }),
  list: async (tx) =>
    (await listViews(tx))
      .filter(({ ownerId }) => ownerId === null)
      .map(({ id, version, title, active, groupIds, definition }) => ({
        id,
        version,
        item: { title, active, sharing: sharedWith(groupIds), definition },
      })),
  swap: ({ definition, sharing, ...item }, swap, ofField) => ({
    ...item,
    sharing: inSharing(sharing, swap),
    definition: isItem(definition)
      ? {
          ...inConditions(definition, (of, value, place) => swap(of, value, `definition.${place}`), ofField),
          columns: eachOf(definition.columns, (column, n) =>
            isItem(column) || String(column).startsWith('fields.')
              ? swap('field', column, `definition.columns.${n}`)
              : column,
          ),
        }
      : definition,
  }),
})
