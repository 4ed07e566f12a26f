import { deleteStyle, listStyles, saveStyle } from '../../channels/index.ts'
import { made, type Transferable } from './kind.ts'

export const style: Transferable = {
  ...made(saveStyle),
  asInFile: true,
  remove: (ctx, styleId) => deleteStyle.run(ctx, { styleId }),
  list: async (tx) =>
    (await listStyles(tx)).map(({ id, builtIn: _builtIn, channels: _channels, ...item }) => ({ id, item })),
}
