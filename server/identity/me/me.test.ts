import assert from 'node:assert/strict'
import { test } from 'node:test'
import { known } from '../../../test/kit/known.ts'
import { refused, startPeople } from '../../../test/kit/people.ts'
import { system } from '../../platform/pure/actor.ts'
import { uuid7 } from '../../platform/ids.ts'
import type { Me, NotificationView } from '../contract.ts'
import { addNotifications, createUserAuthentication, forgetQuotes } from '../index.ts'
import { listNotifications } from '../queries/notifications.ts'
import { anyoneOnline, setPasswordHash } from '../queries/users.ts'
import { endLogins } from '../sign-in/end-logins.ts'
import { hashPassword } from '../sign-in/password.ts'

const people = await startPeople()
const agent = await people.user('agent')
const users = createUserAuthentication(people)
const run = <T = unknown>(name: string, input: unknown) => people.as(agent).run<T>(name, input)

test('a profile is changed in part; the alias can be taken away again', async () => {
  const first = await run<Me>('profile.update', { alias: 'Max', theme: 'dark', preferences: { sound: false } })
  assert.deepEqual(
    [first.alias, first.theme, first.preferences, first.name],
    ['Max', 'dark', { sound: false }, agent.name],
  )
  const second = await run<Me>('profile.update', { alias: null, locale: 'fr', preferences: { density: 'compact' } })
  assert.deepEqual([second.alias, second.theme, second.locale], [null, 'dark', 'fr'])
  assert.deepEqual(second.preferences, { sound: false, density: 'compact' })
})

test('a new name is told to all, a new theme only to the person', async () => {
  await run('profile.update', { name: 'Max Weber' })
  assert.equal(people.last('user.changed')?.stream, 'account')
  await run('profile.update', { theme: 'light' })
  assert.equal(people.last('user.changed')?.stream, `agent:${agent.userId}`)
})

test('availability is told on the person’s stream and to all, and only when it changes [ID12]', async () => {
  assert.equal(await anyoneOnline(people.db), false)
  const before = people.events.length
  await run('availability.set', { availability: 'online' })
  await run('availability.set', { availability: 'online' })
  const told = people.events.slice(before)
  assert.deepEqual(
    told.map(({ type, stream }) => [type, stream]),
    [
      ['availability.changed', `agent:${agent.userId}`],
      ['availability.changed', 'account'],
    ],
  )
  assert.deepEqual(told[0]?.data, { userId: agent.userId, from: 'offline', availability: 'online' })
  assert.equal(await anyoneOnline(people.db), true)
})

test('a new password needs the old one, must be strong, and signs out everywhere else [ID3][ID4]', async () => {
  await setPasswordHash(people.db, agent.userId, await hashPassword('the first long one'))
  await people.db.run({
    name: 't.second',
    text: `insert into logins (user_id, token_hash, expires_at) values ($1, 'elsewhere', now() + interval '1 day')`,
    values: [agent.userId],
  })
  await assert.rejects(
    run('password.change', { current: 'wrong', next: 'the second long one' }),
    refused('wrong_credentials'),
  )
  await assert.rejects(
    run('password.change', { current: 'the first long one', next: 'motdepasse1' }),
    refused('password_too_weak', { reason: 'common' }),
  )
  assert.deepEqual(await run('password.change', { current: 'the first long one', next: 'the second long one' }), {
    signedOut: 1,
  })
  assert.ok(await users.authenticateUser(agent.token))
  await assert.rejects(
    run('password.change', { current: 'the first long one', next: 'the third long one' }),
    refused('wrong_credentials'),
  )
})

test('guessing the old password is stopped', async () => {
  const guesser = await people.user('agent')
  await setPasswordHash(people.db, guesser.userId, await hashPassword('nobody guesses this'))
  const guess = () => people.as(guesser).run('password.change', { current: 'guess', next: 'something else' })
  for (let i = 0; i < 10; i += 1) await assert.rejects(guess(), refused('wrong_credentials'))
  await assert.rejects(guess(), refused('too_many_requests'))
})

test('one ends his own logins, not another’s [ID4]', async () => {
  const other = await people.user('agent')
  await assert.rejects(run('login.revoke', { loginId: other.loginId }), refused('login_not_found'))
  assert.ok(await users.authenticateUser(other.token))
  await people.as(other).run('login.revoke', { loginId: other.loginId })
  assert.equal(await users.authenticateUser(other.token), null)
})

test('signed in nowhere any more, a person is offline; the event says that all is over [ID4]', async () => {
  const other = await people.user('agent')
  await people.as(other).run('availability.set', { availability: 'online' })
  await people.as(other).run('login.revoke_all', {})
  assert.deepEqual(people.last('user.revoked')?.data, { userId: other.userId, logins: null })
  assert.equal(people.last('availability.changed')?.data.availability, 'offline')
})

test('ending one of two logins names the one, and changes no availability [ID4]', async () => {
  const other = await people.user('agent')
  await people.db.run({
    name: 't.two',
    text: `insert into logins (user_id, token_hash, expires_at) values ($1, 'second', now() + interval '1 day')`,
    values: [other.userId],
  })
  await people.as(other).run('availability.set', { availability: 'online' })
  const changes = people.events.filter(({ type }) => type === 'availability.changed').length
  await people.engine.transact((ctx) => endLogins(ctx, system, other.userId, { only: other.loginId }))
  assert.deepEqual(people.last('user.revoked')?.data, { userId: other.userId, logins: [other.loginId] })
  assert.equal(people.events.filter(({ type }) => type === 'availability.changed').length, changes)
})

test('a person is notified once of a message, at once, and reads only his own [ID13]', async () => {
  const [one, other] = [await people.user('agent'), await people.user('agent')]
  const messageId = uuid7()
  const note = { kind: 'mention' as const, conversationId: 42, messageId, by: 'Ada', text: '@you look' }
  await people.engine.transact((ctx) =>
    addNotifications(ctx, [
      { ...note, userId: one.userId },
      { ...note, userId: one.userId },
      { ...note, userId: other.userId },
    ]),
  )
  const [mine, ...more] = await listNotifications(people.db, one.userId, 10)
  assert.equal(more.length, 0)
  assert.deepEqual([mine?.by, mine?.text, mine?.conversationId, mine?.readAt], ['Ada', '@you look', 42, null])
  const told = people.events.find(
    ({ type, stream }) => type === 'notification.added' && stream === `agent:${one.userId}`,
  )
  assert.equal(known<NotificationView>(told?.extra).id, mine?.id)
  assert.ok(!JSON.stringify(told?.data).includes('look'), 'the log quotes nothing')
  assert.deepEqual(await people.as(other).run('notification.read', { ids: [mine?.id] }), { ids: [] })
  assert.deepEqual(await people.as(one).run('notification.read', { ids: [mine?.id] }), { ids: [mine?.id] })
  assert.ok((await listNotifications(people.db, one.userId, 10))[0]?.readAt)
  await people.engine.transact((ctx) => forgetQuotes(ctx, [messageId]))
  assert.equal((await listNotifications(people.db, one.userId, 10))[0]?.text, '')
})

test('who is deactivated is notified of nothing [ID13]', async () => {
  const gone = await people.user('agent')
  const admin = await people.user('administrator')
  await people.as(admin).run('user.deactivate', { userId: gone.userId })
  await people.engine.transact((ctx) =>
    addNotifications(ctx, [{ userId: gone.userId, kind: 'assigned', conversationId: 1, by: '', text: 'x' }]),
  )
  assert.deepEqual(await listNotifications(people.db, gone.userId, 10), [])
})
