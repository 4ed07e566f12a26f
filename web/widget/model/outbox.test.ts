import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { applyEvent, fromNothing } from './conversation.ts'
import { acknowledged, nextOf, refused, type Unsent, withoutArrived } from './outbox.ts'

const item = (id: string, conversationId: number | null = null): Unsent => ({
  id,
  conversationId,
  text: id,
  at: '2026-01-01T00:00:00Z',
})

test('one is sent after the other, and a refused one holds up nobody', () => {
  const outbox = [item('a', 1), item('b', 1)]
  assert.equal(nextOf(outbox)?.id, 'a')
  assert.equal(nextOf(refused(outbox, 'a', 'contact_blocked'))?.id, 'b')
  assert.equal(nextOf(acknowledged(outbox, { messageId: 'a', conversationId: 1, position: 2 }))?.id, 'b')
})

test('what passes by itself is repeated, with the same id', () => {
  for (const code of ['disconnected', 'unavailable', 'too_many_requests', 'internal'])
    assert.deepEqual(nextOf(refused([item('a', 1)], 'a', code)), item('a', 1))
})

test('after an end it goes to a new conversation with the same id, and what follows goes along', () => {
  for (const code of ['session_ended', 'conversation_closed']) {
    const moved = refused([item('a', 1), item('b', null)], 'a', code)
    assert.deepEqual(nextOf(moved), item('a', null))
    const [a, b] = acknowledged(moved, { messageId: 'a', conversationId: 2, position: 2 })
    assert.equal(a?.position, 2)
    assert.deepEqual(b, item('b', 2))
  }
})

test('an acknowledged message stays in view until its event is here', () => {
  const [sent] = acknowledged([item('a', 4)], { messageId: 'a', conversationId: 4, position: 2 })
  assert.ok(sent)
  const empty = fromNothing(4)
  const started = { p: 1, type: 'conversation.started', at: '', by: { kind: 'contact' as const }, data: {} }
  const message = {
    p: 2,
    type: 'message.sent',
    at: '',
    by: { kind: 'contact' as const },
    data: { message: { id: 'a', visibility: 'public', text: 'a' } },
  }
  const one = applyEvent(empty, started) ?? assert.fail()
  const two = applyEvent(one, message) ?? assert.fail()
  assert.deepEqual(withoutArrived([sent], [one]), [sent])
  assert.deepEqual(withoutArrived([sent], [two]), [])
  // The event may also come before the answer.
  assert.deepEqual(withoutArrived([item('a', 4)], [two]), [])
  // Or be behind the events that are here, after a new hello.
  assert.deepEqual(withoutArrived([sent], [{ ...empty, position: 2, from: 3 }]), [])
})

test('whatever happens on the way, every message is stored once, in the order it was written', () => {
  const outcomes = fc.infiniteStream(fc.constantFrom('ok', 'lost', 'stored but lost', 'session_ended', 'unavailable'))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), outcomes, (count, outcomes) => {
      let outbox = Array.from({ length: count }, (_, at) => item(`m${at}`, 1))
      const stored: string[] = []
      let live = 1
      for (let step = 0; step < 500; step++) {
        const next = nextOf(outbox)
        if (!next) break
        const outcome = step > 400 ? 'ok' : outcomes.next().value
        if (outcome === 'session_ended' && next.conversationId !== null && !stored.includes(next.id)) {
          live += 1
          outbox = refused(outbox, next.id, 'session_ended')
        } else if (outcome === 'lost' || outcome === 'unavailable') outbox = refused(outbox, next.id, 'disconnected')
        else {
          // The server keeps a message once, by its id.
          if (!stored.includes(next.id)) stored.push(next.id)
          if (outcome === 'stored but lost') outbox = refused(outbox, next.id, 'disconnected')
          else outbox = acknowledged(outbox, { messageId: next.id, conversationId: live, position: stored.length })
        }
      }
      assert.deepEqual(
        stored,
        Array.from({ length: count }, (_, at) => `m${at}`),
      )
      assert.equal(nextOf(outbox), undefined)
    }),
  )
})
