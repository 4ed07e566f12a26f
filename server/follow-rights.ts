import type { Bus } from './platform/bus.ts'
import type { StoredEvent } from './platform/events/event-type.ts'
import { sendFrame } from './platform/live/connection.ts'
import type { Hub } from './platform/live/hub.ts'
import type { TicketView } from './tickets/contract.ts'
import { inScope } from './tickets/index.ts'

/** Takes topics and connections away from whoever loses the right to them [design: revoking drops topic and socket]. */
export function followRights({ bus, hub }: { bus: Bus; hub: Hub }): { stop(): void } {
  const stop = bus.subscribe((subject, message) => {
    const event = message as StoredEvent
    if (event.type === 'ticket.updated') leaveScope(hub, subject, (event.data as { ticket: TicketView }).ticket)
    else if (event.type === 'conversation.hidden') leaveAll(hub, subject)
    else if (event.type === 'user.revoked') closeUser(hub, event.data as { userId: number; logins: number[] | null })
    else if (event.type === 'user.rights_changed')
      welcomeAnew(hub, `agent:${Number((event.data as { userId: number }).userId)}`)
    else if (event.type === 'visitor.signed_in')
      signIn(hub, event.data as { visitorId: number; from: number; into: number })
    else if (event.type === 'visitor.revoked') closeVisitor(hub, event.data as { visitorId: number; contactId: number })
    else if (event.type === 'contact.split')
      welcomeAnew(hub, `contact:${Number((event.data as { from: number }).from)}`)
    else if (event.type === 'contact.merged') moveContact(hub, event.data as { from: number; into: number })
    else if (event.type === 'contact.blocked' || event.type === 'contact.unblocked')
      welcomeAnew(hub, `contact:${Number((event.data as { contactId: number }).contactId)}`)
  })
  return { stop }
}

function leaveScope(hub: Hub, topic: string, ticket: TicketView): void {
  for (const connection of hub.members(topic)) {
    if (connection.actor.kind !== 'user' || inScope(connection.actor, ticket)) continue
    hub.leave(connection, topic)
    sendFrame(connection, { t: 'revoked', topic })
  }
}

/** Spam, or deleted: it is there for nobody in the desk any more. */
function leaveAll(hub: Hub, topic: string): void {
  for (const connection of Array.from(hub.members(topic))) {
    if (connection.actor.kind !== 'user') continue
    hub.leave(connection, topic)
    sendFrame(connection, { t: 'revoked', topic })
  }
}

/** Signed out: in these places, or (null) everywhere. */
function closeUser(hub: Hub, { userId, logins }: { userId: number; logins: number[] | null }): void {
  for (const { actor, transport } of Array.from(hub.members(`agent:${userId}`)))
    if (logins === null || (actor.kind === 'user' && logins.includes(actor.loginId)))
      transport.close(4401, 'signed out')
}

/** Rights, and whose conversations these are, are read anew at the next hello. */
function welcomeAnew(hub: Hub, topic: string): void {
  for (const { transport } of Array.from(hub.members(topic))) transport.close(1012, 'come again')
}

function closeVisitor(hub: Hub, { visitorId, contactId }: { visitorId: number; contactId: number }): void {
  for (const { actor, transport } of Array.from(hub.members(`contact:${contactId}`)))
    if (actor.kind === 'visitor' && actor.visitorId === visitorId) transport.close(4401, 'signed out')
}

/** A browser that signed in speaks, and hears, for the person from now on; it comes back with its new token by itself. */
function signIn(hub: Hub, { visitorId, from, into }: { visitorId: number; from: number; into: number }): void {
  for (const connection of [...hub.members(`contact:${from}`), ...hub.members(`contact:${into}`)]) {
    const { actor } = connection
    if (actor.kind !== 'visitor' || actor.visitorId !== visitorId) continue
    connection.actor = { ...actor, contactId: into, signedIn: true }
    if (from === into) continue
    hub.leave(connection, `contact:${from}`)
    hub.join(connection, `contact:${into}`)
  }
}

/** A merged contact's open widgets hear the conversations of whom they now belong to. */
function moveContact(hub: Hub, { from, into }: { from: number; into: number }): void {
  for (const connection of Array.from(hub.members(`contact:${from}`))) {
    if (connection.actor.kind === 'visitor') connection.actor = { ...connection.actor, contactId: into }
    hub.leave(connection, `contact:${from}`)
    hub.join(connection, `contact:${into}`)
  }
}
