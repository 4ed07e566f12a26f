import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startDoor } from '../../../test/kit/door.ts'
import { clock } from '../../platform/clock.ts'
import { makeAdminLink, makeFirstLink, makeFirstLinkBeside } from '../index.ts'

const { db, call, signIn, me } = await startDoor()
const password = 'a long enough secret'
const admin = { email: 'ada@example.com', name: 'Ada Martin', password }

test('the first administrator joins by the link that the start shows, once [ID1]', async () => {
  const older = await makeFirstLink(db, clock.now())
  const link = (await makeFirstLink(db, clock.now())) ?? ''
  const token = link.replace('/welcome/', '')
  const beside = await makeFirstLinkBeside(db, clock.now())
  assert.deepEqual(beside, { link: null, isShown: true }, 'a server beside it leaves it as it is')
  assert.deepEqual((await call('GET', `/welcome/${token}`)).answer, { kind: 'first' })
  assert.equal((await call('GET', older ?? '')).status, 410, 'the newer link takes the place of the older')
  const weak = await call('POST', '/welcome', { body: { ...admin, token, password: 'ada martin' } })
  assert.deepEqual([weak.status, weak.answer.code, weak.setCookie], [422, 'password_too_weak', ''])
  const without = await call('POST', '/welcome', { body: { token, name: 'Ada', password } })
  assert.deepEqual([without.status, without.answer.code], [400, 'invalid_input'])
  const joined = await call('POST', '/welcome', { body: { ...admin, token, locale: 'fr' } })
  assert.equal(joined.status, 200)
  const { email, locale, role, groups } = joined.answer.me
  assert.deepEqual([email, locale, role.key, groups], ['ada@example.com', 'fr', 'administrator', [1]])
  assert.equal(await me(joined.cookie), 200)
  assert.equal((await call('POST', '/welcome', { body: { ...admin, token } })).status, 410)
  assert.equal(await makeFirstLink(db, clock.now()), null)
  assert.deepEqual(await makeFirstLinkBeside(db, clock.now()), { link: null, isShown: false })
})

test('an invited person joins by the link, with a password of his own, and is the same account [ID2]', async () => {
  const { cookie } = await signIn(admin.email, password)
  const invited = await call('POST', '/commands/user.invite', {
    cookie,
    body: { email: 'léa@example.com', name: 'Lea', roleId: 3, groups: [1] },
  })
  const { user, link } = invited.answer
  assert.deepEqual((await call('GET', link)).answer, { kind: 'invitation', email: 'léa@example.com', name: 'Lea' })
  const token = link.replace('/welcome/', '')
  const joined = await call('POST', '/welcome', { body: { token, name: 'Léa Petit', password } })
  const { id, name, groups } = joined.answer.me
  assert.deepEqual([id, name, groups], [user.id, 'Léa Petit', [1]])
  assert.equal((await signIn('LÉA@example.com', password)).status, 200)
  assert.equal((await call('GET', link)).status, 410)
})

test('two who use one link at the same moment: one joins [ID2]', async () => {
  const { cookie } = await signIn(admin.email, password)
  const invited = await call('POST', '/commands/user.invite', {
    cookie,
    body: { email: 'jo@example.com', name: 'Jo', roleId: 3 },
  })
  const token = invited.answer.link.replace('/welcome/', '')
  const both = await Promise.all(
    ['Jo', 'Not Jo'].map((name) => call('POST', '/welcome', { body: { token, name, password } })),
  )
  assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([200, 410]))
})

test('links end: after a week, and with the account [ID2]', async () => {
  const { cookie } = await signIn(admin.email, password)
  const invited = await call('POST', '/commands/user.invite', {
    cookie,
    body: { email: 'late@example.com', name: 'Late', roleId: 3 },
  })
  const { user, link } = invited.answer
  const later = (days: number) =>
    db.run({
      name: 't.later',
      text: 'update invitations set expires_at = expires_at - make_interval(days => $1) where user_id = $2',
      values: [days, user.id],
    })
  await later(6)
  assert.equal((await call('GET', link)).status, 200)
  await later(1)
  assert.equal((await call('GET', link)).status, 410)
  const renewed = await call('POST', '/commands/user.renew_invitation', { cookie, body: { userId: user.id } })
  assert.equal((await call('GET', renewed.answer.link)).status, 200)
  await call('POST', '/commands/user.deactivate', { cookie, body: { userId: user.id } })
  assert.equal((await call('GET', renewed.answer.link)).status, 410)
})

test('the console opens the door again for an administrator who lost his password, and shuts the others [ID1][ID4]', async () => {
  const before = await signIn(admin.email, password)
  assert.equal(await makeAdminLink(db, clock.now(), 'nobody@example.com'), null)
  const made = await makeAdminLink(db, clock.now())
  assert.deepEqual([made?.kind, made?.email], ['sign_in', admin.email])
  assert.deepEqual((await call('GET', made?.link ?? '')).answer, {
    kind: 'sign_in',
    email: admin.email,
    name: admin.name,
  })
  const token = (made?.link ?? '').replace('/welcome/', '')
  const reset = await call('POST', '/welcome', { body: { token, name: admin.name, password: 'another long secret' } })
  assert.equal(reset.status, 200)
  assert.deepEqual([await me(before.cookie), await me(reset.cookie)], [401, 200])
  assert.equal((await signIn(admin.email, password)).status, 401)
})
