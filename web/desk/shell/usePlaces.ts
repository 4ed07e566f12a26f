import type { Permission } from '../../../server/identity/contract.ts'
import { useDesk } from './DeskContext.tsx'

const ofSettings: readonly Permission[] = [
  'people.manage',
  'channels.manage',
  'settings.manage',
  'audit.read',
  'rules.manage',
  'routing.manage',
  'conversations.read',
  'conversations.reply',
  'conversations.note',
]

/** The places of the desk this person has anything to do in. */
export function usePlaces(): { inbox: boolean; contacts: boolean; settings: boolean; whatIf: boolean; team: boolean } {
  const { permissions } = useDesk().me
  return {
    inbox: permissions.includes('conversations.read') || permissions.includes('conversations.note'),
    contacts: permissions.includes('contacts.read'),
    whatIf: permissions.includes('routing.manage') || permissions.includes('agents.supervise'),
    team: permissions.includes('agents.supervise'),
    settings: ofSettings.some((right) => permissions.includes(right)),
  }
}
