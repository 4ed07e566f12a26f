import { deleteField, readDefinitions, saveField } from '../../tickets/index.ts'
import { made, type Transferable } from './kind.ts'

export const ticketField: Transferable = {
  ...made(saveField),
  asInFile: true,
  remove: (ctx, fieldId) => deleteField.run(ctx, { fieldId }),
  list: async (tx) => (await readDefinitions(tx)).fields.map(({ id, ...item }) => ({ id, item })),
}
