import type { Field } from '../../platform/pure/conditions/field.ts'
import type { MessagingEvent } from '../contract.ts'
import type { Trigger } from '../directory.ts'
import { indexTriggers, type TriggerIndex } from '../triggers/candidates.ts'

/** The active messaging triggers by the event they act on, found like the triggers. */
export type MessagingIndex = {
  size: number
  on: Readonly<Record<MessagingEvent, TriggerIndex>>
  /** Whether any asks for what the ticket does not know. */
  asksBeyond: boolean
  /** Whether any asks how routing stands: who is there, how many wait. */
  asksRouting: boolean
}

/** Of the customer, as he is known now: what he was called then is written down nowhere. */
export const OF_CONTACT: readonly string[] = ['contactName', 'contactEmail', 'browser', 'os', 'device']
const BEYOND: readonly string[] = ['page', 'earlier', 'online', ...OF_CONTACT]
/** How routing stands at that moment: written down nowhere. */
export const OF_ROUTING: readonly string[] = ['queueSize', 'routed', 'accountPresence', 'groupPresence']
const ask = (triggers: readonly Trigger[], fields: readonly string[]): boolean =>
  triggers.some(({ definition: { conditions } }) =>
    [...conditions.all, ...conditions.any].some(({ field }) => fields.includes(field)),
  )

export function indexMessaging(triggers: readonly Trigger[], fields: ReadonlyMap<string, Field>): MessagingIndex {
  const acting = (event: MessagingEvent) =>
    indexTriggers(
      triggers.filter(({ definition }) => definition.event === event),
      fields,
    )
  return {
    size: triggers.length,
    on: {
      requested: acting('requested'),
      message_sent: acting('message_sent'),
      queued: acting('queued'),
      assigned: acting('assigned'),
    },
    asksBeyond: ask(triggers, BEYOND),
    asksRouting: ask(triggers, OF_ROUTING),
  }
}
