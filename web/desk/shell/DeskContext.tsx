import { createContext, use } from 'react'
import type { Me, Permission } from '../../../server/identity/contract.ts'
import type { Desk } from '../live/desk.ts'

type Here = { desk: Desk; me: Me }
const DeskContext = createContext<Here | null>(null)
export const DeskProvider = DeskContext

/** The live desk and the signed-in person; only below the shell. */
export function useDesk(): Here {
  const here = use(DeskContext)
  if (!here) throw new Error('useDesk is used outside the shell')
  return here
}

export function useMay(permission: Permission): boolean {
  return useDesk().me.permissions.includes(permission)
}
