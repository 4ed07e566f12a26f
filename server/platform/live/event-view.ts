import type { EventType, NameAgent, StoredEvent } from '../events/event-type.ts'
import type { ActorView, EventView } from '../protocol.ts'
import type { StoredActor } from '../pure/actor.ts'

export function viewForUser(type: EventType, event: StoredEvent, nameAgent: NameAgent): EventView {
  return {
    p: event.position,
    ...(event.publicPosition === null ? {} : { pp: event.publicPosition }),
    type: event.type,
    at: event.at.toISOString(),
    by: actorView(event.by, nameAgent, 'user'),
    data: type.toUser(event),
  }
}

/** Null when the contact may not hear it: an internal event has no public position at all. */
export function viewForVisitor(type: EventType, event: StoredEvent, nameAgent: NameAgent): EventView | null {
  if (event.publicPosition === null) return null
  const { type: called = event.type, data, by = unnamed(event.by) } = type.toVisitor(event, nameAgent)
  return {
    p: event.publicPosition,
    type: called,
    at: event.at.toISOString(),
    by: actorView(by, nameAgent, 'visitor'),
    data,
  }
}

const unnamed = (by: StoredActor): StoredActor => (by.kind === 'agent' ? { kind: 'system', id: null } : by)

export function actorView(by: StoredActor, nameAgent: NameAgent, audience: 'user' | 'visitor'): ActorView {
  switch (by.kind) {
    case 'contact':
      return audience === 'user' && by.id !== null ? { kind: 'contact', id: by.id } : { kind: 'contact' }
    case 'agent': {
      const { name, alias, photo } = nameAgent(by.id ?? 0)
      return { kind: 'agent', id: by.id ?? 0, name: audience === 'visitor' ? (alias ?? name) : name, photo }
    }
    case 'bot':
      return { kind: 'bot' }
    case 'rule':
      return audience === 'user' ? { kind: 'rule', ...(by.id === null ? {} : { id: by.id }) } : { kind: 'system' }
    case 'api':
      return audience === 'user' ? { kind: 'api' } : { kind: 'system' }
    case 'connector':
    case 'system':
    case 'nobody':
      return { kind: 'system' }
  }
}
