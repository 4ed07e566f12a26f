import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { whenDone } from '../../../test/kit/database.ts'
import { until } from '../../../test/kit/flows/server-process.ts'
import { startNatsServer } from '../../../test/kit/nats-server.ts'
import { type Bus, inProcessBus, type Origin } from '../bus.ts'
import type { StoredEvent } from '../events/event-type.ts'
import { createLogger } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import { readNatsAddress } from './address.ts'
import { natsBus } from './nats-bus.ts'

/** What every bus promises, asked of both: `far` is the bus of another node where there can be one. */
const buses: Record<string, () => Promise<{ near: Bus; far: Bus; elsewhere: Origin }>> = {
  'in process': async () => {
    const bus = inProcessBus(createLogger('silent'))
    return { near: bus, far: bus, elsewhere: 'here' }
  },
  NATS: async () => {
    const address = readNatsAddress((await startNatsServer()).url)
    assert.ok(address !== null)
    const key = randomBytes(32)
    const open = () => natsBus({ address, key, log: createLogger('silent'), metrics: createMetrics() })
    const [near, far] = [open(), open()]
    whenDone(() => Promise.all([near.close(), far.close()]))
    await until(() => near.ready() && far.ready())
    return { near, far, elsewhere: 'elsewhere' }
  },
}

const eventAt = (position: number): StoredEvent => ({
  type: 'message.sent',
  v: 1,
  stream: 'conversation:42',
  position,
  publicPosition: position,
  by: { kind: 'contact', id: 7 },
  data: { visibility: 'public', said: 'Où est ma commande\u202f? 👋' },
  extra: { text: 'Bonjour' },
  messageId: '019ab000-0000-7000-8000-000000000001',
  contactId: 7,
  cause: '019ab000-0000-7000-8000-000000000002',
  at: new Date('2026-11-26T01:02:03.456Z'),
})

type Heard = { subject: string; message: unknown; origin: Origin }
function listen(bus: Bus): Heard[] {
  const heard: Heard[] = []
  bus.subscribe((subject, message, origin) => heard.push({ subject, message, origin }))
  return heard
}

for (const [name, open] of Object.entries(buses)) {
  test(`${name}: the publisher's own node has heard it when publish returns`, async () => {
    const { near } = await open()
    const heard = listen(near)
    near.publish('conversation:42', eventAt(1))
    assert.deepEqual(heard, [{ subject: 'conversation:42', message: eventAt(1), origin: 'here' }])
  })

  test(`${name}: everybody hears everything once, as it was, in the order in which it was said`, async () => {
    const { near, far, elsewhere } = await open()
    const heard = listen(far)
    const own = listen(near)
    for (let position = 1; position <= 1_000; position += 1) near.publish('conversation:42', eventAt(position))
    near.publish('account', { changed: 'last' })
    await until(() => heard.length >= 1_001)
    assert.deepEqual(heard[0], { subject: 'conversation:42', message: eventAt(1), origin: elsewhere })
    assert.deepEqual(
      heard.map(({ message }) => (message as StoredEvent).position),
      [...Array.from({ length: 1_000 }, (_, index) => index + 1), undefined],
    )
    // And back: nothing of its own came to it again.
    far.publish('account', { from: 'far' })
    await until(() => own.some(({ message }) => (message as { from?: string }).from === 'far'))
    assert.equal(own.length, 1_002)
    assert.equal(heard.length, 1_002)
  })

  test(`${name}: who unsubscribed hears no more, and a listener that fails takes nothing from the others`, async () => {
    const { near, far } = await open()
    const stop = far.subscribe(() => {
      throw new Error('this listener is broken')
    })
    const gone: unknown[] = []
    far.subscribe((_, message) => gone.push(message))()
    const heard = listen(far)
    near.publish('agent:7', { n: 1 })
    await until(() => heard.length > 0)
    assert.deepEqual(gone, [])
    stop()
  })

  test(`${name}: what is replayed is told to this node alone, and said to be from the log`, async () => {
    const { near, far } = await open()
    const own = listen(near)
    const heard = listen(far)
    near.replay('account', eventAt(3))
    near.publish('account', { last: true })
    await until(() => heard.some(({ message }) => 'last' in (message as object)))
    assert.deepEqual(own[0], { subject: 'account', message: eventAt(3), origin: 'log' })
    assert.equal(heard.filter(({ origin }) => origin === 'log').length, near === far ? 1 : 0)
  })

  test(`${name}: after its end it tells nobody and breaks nothing`, async () => {
    const { near } = await open()
    await near.close()
    near.publish('account', {})
  })
}
