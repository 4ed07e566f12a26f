import { deleteRole, listRoles, saveRole } from '../../identity/index.ts'
import { eachOf, isItem, made, part, type Transferable } from './kind.ts'

/** Those of the account's own; nobody gives rights he has not. */
export const role: Transferable = {
  ...made(saveRole),
  remove: (ctx, roleId) => deleteRole.run(ctx, { roleId }),
  list: async (tx) =>
    (await listRoles(tx))
      .filter(({ key }) => key === null)
      .map((each) => ({ id: each.id, item: part(each, 'name', 'permissions', 'scope') })),
  swap: ({ scope, ...item }, swap) => ({
    ...item,
    scope: isItem(scope)
      ? { ...scope, brands: eachOf(scope.brands, (each, n) => swap('brand', each, `scope.brands.${n}`)) }
      : scope,
  }),
}
