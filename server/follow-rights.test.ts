import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventTypes } from './events.ts'
import { followRights } from './follow-rights.ts'
import { inProcessBus } from './platform/bus.ts'
import type { StoredEvent } from './platform/events/event-type.ts'
import type { Connection } from './platform/live/connection.ts'
import { createHub } from './platform/live/hub.ts'
import { createMetrics } from './platform/metrics.ts'
import type { Actor } from './platform/pure/actor.ts'

const bus = inProcessBus()
const hub = createHub({
  bus,
  eventTypes,
  nameAgent: () => ({ name: 'Ada', alias: null, photo: null }),
  metrics: createMetrics(),
})
followRights({ bus, hub })

type Heard = Connection & { sent: string[]; closedWith: number | null }
function connect(actor: Actor, topics: string[]): Heard {
  const connection: Heard = {
    id: 'x',
    actor,
    topics: new Set(),
    ending: [],
    frames: 0,
    heardAt: 0,
    closed: false,
    sent: [],
    closedWith: null,
    transport: {
      send: (text) => connection.sent.push(text),
      waiting: () => 0,
      close(code) {
        connection.closedWith = code
        hub.remove(connection)
      },
    },
  }
  hub.add(connection)
  for (const topic of topics) hub.join(connection, topic)
  return connection
}
const visitor = (visitorId: number, contactId: number) =>
  connect({ kind: 'visitor', visitorId, contactId, channelId: 1, signedIn: false, blocked: false }, [
    `contact:${contactId}`,
  ])
const user = (userId: number, loginId: number) =>
  connect(
    {
      kind: 'user',
      userId,
      loginId,
      name: 'A',
      permissions: new Set(),
      scope: { tickets: 'all', brands: null },
      groups: [],
    },
    [`agent:${userId}`, 'account'],
  )

let position = 0
function tell(stream: string, type: string, data: Record<string, unknown>): void {
  const event: StoredEvent = {
    stream,
    type,
    data,
    v: 1,
    position: (position += 1),
    publicPosition: null,
    at: new Date(),
    by: { kind: 'system', id: null },
    cause: 'x',
  }
  bus.publish(stream, event)
}
const contactOf = ({ actor }: Connection) => (actor.kind === 'visitor' ? [actor.contactId, actor.signedIn] : null)

test('what is told of a contact is not told to the contact [CT11]', () => {
  const browser = visitor(1, 7)
  tell('contact:7', 'contact.updated', { contactId: 7, changed: ['notes'] })
  assert.deepEqual([browser.sent, browser.closedWith], [[], null])
})

test('a blocked contact comes back as blocked [CT7]', () => {
  const [blocked, other] = [visitor(1, 7), visitor(2, 8)]
  tell('contact:7', 'contact.blocked', { contactId: 7 })
  assert.deepEqual([blocked.closedWith, other.closedWith], [1012, null])
})

test('a merged contact’s browsers hear for the contact it is part of; after a split they come again [CT5][CT6]', () => {
  const browser = visitor(1, 7)
  tell('contact:7', 'contact.merged', { mergeId: 1, from: 7, into: 9 })
  tell('contact:9', 'contact.merged', { mergeId: 1, from: 7, into: 9 })
  assert.deepEqual([contactOf(browser), [...browser.topics]], [[9, false], ['contact:9']])
  tell('contact:9', 'contact.split', { mergeId: 1, from: 9, into: 7 })
  assert.equal(browser.closedWith, 1012)
})

test('a browser that signed in speaks for the person from then on; others of that contact do not [CT1]', () => {
  const [browser, other] = [visitor(1, 7), visitor(2, 7)]
  tell('contact:7', 'visitor.signed_in', { visitorId: 1, from: 7, into: 9 })
  assert.deepEqual([contactOf(browser), [...browser.topics]], [[9, true], ['contact:9']])
  assert.deepEqual([contactOf(other), [...other.topics]], [[7, false], ['contact:7']])
})

test('a browser that signed in after its contact was merged is found there [CT1][CT5]', () => {
  const browser = visitor(1, 7)
  tell('contact:7', 'contact.merged', { mergeId: 1, from: 7, into: 9 })
  tell('contact:7', 'visitor.signed_in', { visitorId: 1, from: 7, into: 9 })
  assert.deepEqual([contactOf(browser), [...browser.topics]], [[9, true], ['contact:9']])
})

test('a browser that signed out hears no more [CT1]', () => {
  const [browser, other] = [visitor(1, 7), visitor(2, 7)]
  tell('contact:7', 'visitor.revoked', { visitorId: 1, contactId: 7 })
  assert.deepEqual([browser.closedWith, other.closedWith], [4401, null])
})

test('a login that ended closes its connections, not those of other logins; all of them when all ended [ID4]', () => {
  const [here, there, other] = [user(5, 51), user(5, 52), user(6, 61)]
  tell('agent:5', 'user.revoked', { userId: 5, logins: [51] })
  assert.deepEqual([here.closedWith, there.closedWith, other.closedWith], [4401, null, null])
  tell('agent:5', 'user.revoked', { userId: 5, logins: null })
  assert.deepEqual([there.closedWith, other.closedWith], [4401, null])
})

test('changed rights are read anew [ID4]', () => {
  const [changed, other] = [user(5, 51), user(6, 61)]
  tell('agent:5', 'user.rights_changed', { userId: 5 })
  assert.deepEqual([changed.closedWith, other.closedWith], [1012, null])
})
