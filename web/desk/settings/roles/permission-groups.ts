import { type Permission, permissions } from '../../../../server/identity/contract.ts'

const groups = ['conversations', 'contacts', 'bots', 'insights', 'administration'] as const
export type PermissionGroup = (typeof groups)[number]

/** Every right has its place: a new one does not compile without. */
const groupOf: Record<Permission, PermissionGroup> = {
  'conversations.read': 'conversations',
  'conversations.reply': 'conversations',
  'conversations.note': 'conversations',
  'conversations.assign': 'conversations',
  'conversations.redact': 'conversations',
  'conversations.export': 'conversations',
  'conversations.delete': 'conversations',
  assignable: 'conversations',
  'contacts.read': 'contacts',
  'contacts.write': 'contacts',
  'contacts.block': 'contacts',
  'contacts.merge': 'contacts',
  'bots.manage': 'bots',
  'bots.review': 'bots',
  'rules.manage': 'bots',
  'routing.manage': 'bots',
  'agents.supervise': 'insights',
  'insights.read': 'insights',
  'people.manage': 'administration',
  'channels.manage': 'administration',
  'settings.manage': 'administration',
  'audit.read': 'administration',
}

export const permissionGroups = groups.map((group) => ({
  group,
  permissions: permissions.filter((permission) => groupOf[permission] === group),
}))
