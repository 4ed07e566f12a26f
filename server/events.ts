import * as channels from './channels/index.ts'
import * as contacts from './contacts/index.ts'
import * as conversations from './conversations/index.ts'
import * as identity from './identity/index.ts'
import type { AnyEventType } from './platform/events/event-type.ts'
import { events as mail } from './platform/mail/events.ts'
import * as routing from './routing/index.ts'
import * as rules from './rules/index.ts'
import * as schedules from './schedules/index.ts'
import * as surveys from './surveys/index.ts'
import * as tickets from './tickets/index.ts'

/** Everything that is told. */
export const eventTypes: AnyEventType[] = [
  ...mail,
  ...identity.events,
  ...schedules.events,
  ...contacts.events,
  ...conversations.events,
  ...tickets.events,
  ...channels.events,
  ...surveys.events,
  ...routing.events,
  ...rules.events,
]
