import { internalEvent } from '../platform/events/event-type.ts'
import type { Availability, NotificationView } from './contract.ts'

/** Everybody in the desk hears this stream: what may have changed in lists of people, groups, roles and brands. */
export const ACCOUNT = 'account'
/** What concerns one person: all places where he is signed in hear it. */
export const agentStream = (userId: number): string => `agent:${userId}`

/** On `account`; what changed for the person alone (language, theme …) goes to his own stream. */
export const userChanged = internalEvent<{ userId: number }>('user.changed')
/** On the person's stream: these logins are over (null: all of them), their sockets are closed. */
export const userRevoked = internalEvent<{ userId: number; logins: number[] | null }>('user.revoked')
/** On the person's stream: role or groups are others now, or say something else; open connections take their rights anew. */
export const rightsChanged = internalEvent<{ userId: number }>('user.rights_changed')
export const roleChanged = internalEvent<{ roleId: number }>('role.changed')
export const groupChanged = internalEvent<{ groupId: number }>('group.changed')
export const groupDeleted = internalEvent<{ groupId: number }>('group.deleted')
export const brandChanged = internalEvent<{ brandId: number }>('brand.changed')

/** On the person's stream (for times by state) and on `account` (for the screens). */
export const availabilityChanged = internalEvent<{
  userId: number
  from: Availability
  availability: Availability
  /** Absent: it was chosen. */
  because?: 'signed_in' | 'signed_out'
}>('availability.changed')

type NotificationFacts = { notificationId: number; kind: NotificationView['kind']; conversationId: number }
/** `extra` is the notification: its text quotes a message, which the log does not keep. */
export const notificationAdded = internalEvent<NotificationFacts, NotificationView>(
  'notification.added',
  ({ data, extra }) => (extra === undefined ? { ...data } : { ...data, notification: extra }),
)
export const notificationRead = internalEvent<{ ids: number[] }>('notification.read')

export const events = [
  userChanged,
  userRevoked,
  rightsChanged,
  roleChanged,
  groupChanged,
  groupDeleted,
  brandChanged,
  availabilityChanged,
  notificationAdded,
  notificationRead,
] as const
