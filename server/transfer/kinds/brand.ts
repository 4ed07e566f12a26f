import { listBrands, saveBrand } from '../../identity/index.ts'
import { made, part, type Transferable } from './kind.ts'

/** Without the logo, which is a file of its own. */
export const brand: Transferable = {
  ...made(saveBrand),
  remove: null,
  list: async (tx) => (await listBrands(tx)).map((each) => ({ id: each.id, item: part(each, 'name', 'colour') })),
}
