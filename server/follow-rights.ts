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
    else if (event.type === 'user.revoked') closeUser(hub, Number((event.data as { userId: number }).userId))
    else if (event.type === 'contact.merged') moveContact(hub, event.data as { from: number; into: number })
    else if (event.type === 'contact.blocked' || event.type === 'contact.unblocked') closeContact(hub, Number((event.data as { contactId: number }).contactId))
  })
  return { stop }
}

function leaveScope(hub: Hub, topic: string, ticket: TicketView): void {
  for (const connection of hub.members(topic)) {
    if (connection.actor.kind !== 'user' || connection.actor.scope.tickets === 'all' || inScope(connection.actor, ticket)) continue
    hub.leave(connection, topic)
    sendFrame(connection, { t: 'revoked', topic })
  }
}

/** Rights are read anew at the next hello. */
function closeUser(hub: Hub, userId: number): void {
  for (const connection of [...hub.members(`agent:${userId}`)]) connection.transport.close(4401, 'rights changed')
}

function closeContact(hub: Hub, contactId: number): void {
  for (const connection of [...hub.members(`contact:${contactId}`)]) connection.transport.close(1012, 'come again')
}

/** A merged contact's open widgets hear the conversations of whom they now belong to. */
function moveContact(hub: Hub, { from, into }: { from: number; into: number }): void {
  for (const connection of [...hub.members(`contact:${from}`)]) {
    if (connection.actor.kind === 'visitor') connection.actor = { ...connection.actor, contactId: into }
    hub.leave(connection, `contact:${from}`)
    hub.join(connection, `contact:${into}`)
  }
}
