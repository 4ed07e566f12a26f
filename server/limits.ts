import type { Guard, Limits, Rule } from './platform/limits/guard.ts'
import { type Actor, nobody } from './platform/pure/actor.ts'
import type { Settings } from './platform/settings.ts'

const HOUR_S = 3_600
/** Many customers share an address (an office, a mobile network): it may do this many times what one visitor may. */
const SHARED = { conversations: 6, messages: 20, uploads: 5 }
/** As many messages at once as nobody types, but an outbox may have gathered while offline. */
const MESSAGES_AT_ONCE_S = 15

/** What is counted, and how much of it one visitor and one address may do (docs/operate/settings.md). */
export function limits({ limits: set, maxFileBytes }: Pick<Settings, 'limits' | 'maxFileBytes'>): Limits {
  const messages = perSecond(set.messagesPerSecond, SHARED.messages)
  return {
    rules: {
      'message.send': messages,
      'conversation.start': perHour(set.conversationsPerHour, SHARED.conversations),
      'conversation.mark': messages.map(timesFive),
      'session.end': messages,
      'visitor.details': messages,
      'ticket.fill': messages,
      'survey.rate': messages,
      'transcript.send': messages,
      'visitor.new': set.visitorsPerHour === 0 ? [] : [hourly('address', set.visitorsPerHour)],
      'visitor.login': set.visitorsPerHour === 0 ? [] : [hourly('address', set.visitorsPerHour)],
      // The largest file must fit, whatever the hour's limit is.
      'file.upload': perHour(
        set.uploadBytesPerHour === 0 ? 0 : Math.max(set.uploadBytesPerHour, maxFileBytes),
        SHARED.uploads,
      ),
    },
    connectionsPerAddress: set.connectionsPerAddress === 0 ? null : set.connectionsPerAddress,
  }
}

const hourly = (by: Rule['by'], each: number): Rule => ({ by, burst: each, perSecond: each / HOUR_S })
const perHour = (each: number, shared: number): Rule[] =>
  each === 0 ? [] : [hourly('visitor', each), hourly('address', each * shared)]

const steady = (by: Rule['by'], each: number): Rule => ({ by, burst: each * MESSAGES_AT_ONCE_S, perSecond: each })
const perSecond = (each: number, shared: number): Rule[] =>
  each === 0 ? [] : [steady('visitor', each), steady('address', each * shared)]

/** Marks go with what others write too: more often than one's own messages. */
const timesFive = (rule: Rule): Rule => ({ ...rule, burst: rule.burst * 5, perSecond: rule.perSecond * 5 })

/** Calls outside the commands that are counted before anybody is known, by method and path. */
const CALLS: Readonly<Record<string, string>> = {
  'POST /api/v1/widget/visitors': 'visitor.new',
  'POST /api/v1/widget/login': 'visitor.login',
  'POST /api/v1/widget/resume': 'visitor.login',
}

type Call = { method: string; ip: string; routeOptions: { url?: string | undefined } }

/** For the HTTP server's first hook: before anything is read. */
export const admitCall =
  (guard: Guard, actor: Actor = nobody) =>
  (call: Call): void => {
    const name = CALLS[`${call.method} ${call.routeOptions.url ?? ''}`]
    if (name !== undefined) guard.admit(actor, name, { ip: call.ip })
  }
