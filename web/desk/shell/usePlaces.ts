import type { Permission } from '../../../server/identity/contract.ts'
import { useDesk } from './DeskContext.tsx'

const ofSettings: readonly Permission[] = ['people.manage', 'channels.manage', 'settings.manage', 'audit.read']

/** The places of the desk this person has anything to do in. */
export function usePlaces(): { contacts: boolean; settings: boolean } {
  const { permissions } = useDesk().me
  return {
    contacts: permissions.includes('contacts.read'),
    settings: ofSettings.some((right) => permissions.includes(right)),
  }
}
