import type { Me, RoleView, Scope } from '../../../../server/identity/contract.ts'

const REACH = { mine: 0, groups: 1, all: 2 } as const
type Rights = Pick<Me, 'permissions' | 'scope'>

/** Whether somebody may give this role, or act on a person who has it: nobody gives more than he has himself [ID6]. */
export function covers(me: Rights, role: Pick<RoleView, 'permissions' | 'scope'>): boolean {
  return (
    role.permissions.every((permission) => me.permissions.includes(permission)) &&
    coversTickets(me, role.scope.tickets) &&
    coversBrands(me, role.scope.brands)
  )
}

export const coversTickets = (me: Rights, tickets: Scope['tickets']): boolean =>
  REACH[tickets] <= REACH[me.scope.tickets]

export const coversBrands = ({ scope }: Rights, brands: Scope['brands']): boolean =>
  scope.brands === null || (brands !== null && brands.every((id) => scope.brands?.includes(id)))
