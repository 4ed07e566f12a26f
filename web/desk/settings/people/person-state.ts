import type { UserView } from '../../../../server/identity/contract.ts'

export type PersonState = 'active' | 'invited' | 'deactivated'

export const stateOf = ({ active, joined }: Pick<UserView, 'active' | 'joined'>): PersonState =>
  active ? (joined ? 'active' : 'invited') : 'deactivated'
