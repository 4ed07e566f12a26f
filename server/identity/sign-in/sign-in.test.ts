import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startDoor } from '../../../test/kit/door.ts'
import { known } from '../../../test/kit/known.ts'
import { refused } from '../../../test/kit/people.ts'
import { nobody } from '../../platform/pure/actor.ts'
import type { UserView } from '../contract.ts'
import { createUserAuthentication } from '../index.ts'

const door = await startDoor()
const { db, engine, users, call, signIn, me } = door
const admin = await door.joinFirst()
const { password } = admin

test('the cookie is out of reach for scripts and foreign sites; only a hash of it is kept [ID4]', async () => {
  const { setCookie, cookie } = await signIn(admin.email, password)
  assert.match(setCookie, /^causerie_session=[\w-]{43}; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  const kept = await db.rows<{ token_hash: Buffer }>({
    name: 't.kept',
    text: 'select token_hash from logins',
    values: [],
  })
  const token = cookie.split('=')[1] ?? ''
  assert.ok(kept.every(({ token_hash: hash }) => hash.length === 32 && hash.toString('base64url') !== token))
})

test('an unknown address, a wrong password and an account that has not joined get the same answer [ID3]', async () => {
  const { cookie } = await signIn(admin.email, password)
  const invite = { email: 'new@example.com', name: 'New', roleId: 3 }
  assert.equal((await call('POST', '/commands/user.invite', { cookie, body: invite })).status, 200)
  const answers = await Promise.all([
    signIn(admin.email, 'wrong password'),
    signIn('nobody@example.com', 'x'),
    signIn('new@example.com', ''),
  ])
  for (const { status, answer, setCookie } of answers)
    assert.deepEqual([status, answer.code, setCookie], [401, 'wrong_credentials', ''])
})

test('an unknown address takes as long as a wrong password [ID3]', async () => {
  const time = async (email: string, n: number) => {
    const started = performance.now()
    await signIn(email, 'wrong password', { from: `10.0.0.${n}` })
    return performance.now() - started
  }
  const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
  const known: number[] = []
  const unknown: number[] = []
  for (let n = 0; n < 9; n += 1) {
    known.push(await time(admin.email, n))
    unknown.push(await time('nobody@example.com', n))
  }
  // Without the wasted hash, the unknown one is answered in a tenth of the time.
  assert.ok(median(unknown) > median(known) / 2, `${median(unknown)} ms against ${median(known)} ms`)
})

test('after ten wrong tries from one place, that address waits there; elsewhere and for others it goes on [ID3]', async () => {
  const from = '192.0.2.1'
  const tries = await Promise.all(Array.from({ length: 12 }, () => signIn(admin.email, 'guess', { from })))
  assert.deepEqual(tries.map(({ status }) => status).filter((status) => status === 429).length, 2)
  const last = await signIn(admin.email, password, { from })
  assert.deepEqual([last.status, last.answer.code], [429, 'too_many_requests'])
  assert.ok(last.answer.details.retryAfterMs > 200_000)
  assert.equal((await signIn(admin.email, password, { from: '192.0.2.2' })).status, 200)
})

test('a hundred tries from one place are enough for all addresses [ID3]', async () => {
  const from = '192.0.2.9'
  const statuses: number[] = []
  for (let n = 0; n < 102; n += 1) statuses.push((await signIn(`someone-${n}@example.com`, '', { from })).status)
  assert.deepEqual(statuses.slice(-2), [429, 429])
})

test('each sign-in has a new token, and the one the browser came with is over [ID4]', async () => {
  const first = await signIn(admin.email, password)
  const second = await signIn(admin.email, password, { cookie: first.cookie })
  assert.notEqual(first.cookie, second.cookie)
  assert.deepEqual([await me(first.cookie), await me(second.cookie)], [401, 200])
})

test('signing out ends the login here, and only here [ID4]', async () => {
  const [here, there] = [await signIn(admin.email, password), await signIn(admin.email, password)]
  const out = await call('POST', '/sign-out', { cookie: here.cookie })
  assert.equal(out.status, 204)
  assert.match(out.setCookie, /^causerie_session=; Max-Age=0/)
  assert.deepEqual([await me(here.cookie), await me(there.cookie)], [401, 200])
  assert.equal((await call('POST', '/sign-out')).status, 204)
})

test('a login ends after thirty days without use, and lives on with use [ID4]', async () => {
  const { cookie } = await signIn(admin.email, password)
  const age = (days: number) =>
    db.run({
      name: 't.age',
      text: `update logins set seen_at = seen_at - make_interval(days => $1), expires_at = expires_at - make_interval(days => $1)`,
      values: [days],
    })
  // What is kept in memory knows nothing of the clock of this test.
  const asked = async () => ((await users.refreshUser(await latestLogin())) === null ? 401 : 200)
  await age(29)
  assert.equal(await asked(), 200)
  await age(29)
  assert.equal(await asked(), 200)
  await age(31)
  assert.equal(await asked(), 401)
  assert.notEqual(cookie, '')
})

const latestLogin = async () =>
  (await db.row<{ id: number }>({ name: 't.latest', text: 'select max(id) as id from logins', values: [] })).id

test('the list of logins shows where, and which is this one [ID4]', async () => {
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
  const { cookie } = await signIn(admin.email, password, { headers: { 'user-agent': firefox }, from: '203.0.113.7' })
  const logins = await door.logins(cookie)
  const current = logins.filter((login) => login.current)
  assert.deepEqual(
    current.map(({ device, ip }) => [device, ip]),
    [['Firefox · Linux', '203.0.113.7']],
  )
})

test('a change by cookie must come from our own pages [ID5]', async () => {
  const { cookie } = await signIn(admin.email, password)
  const change = (headers: Record<string, string>) =>
    call('POST', '/commands/availability.set', { cookie, headers, body: { availability: 'away' } }).then(
      ({ status }) => status,
    )
  assert.equal(await change({}), 200)
  assert.equal(await change({ origin: 'https://desk.example' }), 200)
  assert.equal(await change({ origin: 'http://localhost:3000', host: 'localhost:3000' }), 200)
  assert.equal(await change({ 'x-causerie': '' }), 403)
  assert.equal(await change({ origin: 'https://evil.example' }), 403)
  assert.equal(await change({ origin: 'null' }), 403)
  assert.equal(await change({ 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal((await signIn(admin.email, password, { headers: { 'x-causerie': '' } })).status, 403)
  assert.equal(
    (await call('GET', '/me', { cookie, headers: { 'x-causerie': '', origin: 'https://evil.example' } })).status,
    200,
  )
})

test('deactivated, a person is out at once, everywhere; only the right password learns why [ID4]', async () => {
  const { cookie } = await signIn(admin.email, password)
  const invited = await call('POST', '/commands/user.invite', {
    cookie,
    body: { email: 'léa@example.com', name: 'Léa', roleId: 3 },
  })
  await call('POST', '/welcome', {
    body: { token: invited.answer.link.replace('/welcome/', ''), name: 'Léa', password },
  })
  const lea = await signIn('léa@example.com', password)
  assert.equal(await me(lea.cookie), 200)
  const list = known<UserView[]>((await call('GET', '/users', { cookie })).answer)
  const userId = list.find(({ email }) => email === 'léa@example.com')?.id
  await call('POST', '/commands/user.deactivate', { cookie, body: { userId } })
  assert.equal(await me(lea.cookie), 401)
  const [right, wrong] = [await signIn('léa@example.com', password), await signIn('léa@example.com', 'wrong password')]
  assert.deepEqual([right.answer.code, wrong.answer.code], ['user_deactivated', 'wrong_credentials'])
})

test('rights kept in memory are forgotten at once when they change [ID4]', async () => {
  const admins = await door.user('administrator')
  const agent = await door.user('agent')
  assert.ok((await users.authenticateUser(agent.token))?.permissions.has('conversations.reply'))
  await door.as(admins).run('user.update', { userId: agent.userId, roleId: 4 })
  assert.ok(!(await users.authenticateUser(agent.token))?.permissions.has('conversations.reply'))
  await door.as(admins).run('group.save', { name: 'Fresh', members: [agent.userId] })
  assert.equal((await users.authenticateUser(agent.token))?.groups.length, 1)
})

test('an answer that was under way during a change is not kept [ID4]', async () => {
  const [boss, agent] = [await door.user('administrator'), await door.user('agent')]
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  // The database has answered, and the answer is still on its way.
  const slow = {
    ...db,
    async maybe<Row>(statement: Parameters<typeof db.maybe>[0]) {
      const row = await db.maybe<Row>(statement)
      await arrived
      return row
    },
  }
  const late = createUserAuthentication({ db: slow, bus: door.bus })
  const asked = late.authenticateUser(agent.token)
  await door.as(boss).run('user.deactivate', { userId: agent.userId })
  arrive()
  assert.notEqual(await asked, null)
  assert.equal(await late.authenticateUser(agent.token), null)
})

test('who is not signed in is told so, whatever he asks', async () => {
  for (const path of [
    '/me',
    '/me/logins',
    '/me/notifications',
    '/users/directory',
    '/users',
    '/roles',
    '/groups',
    '/brands',
    '/audit',
  ])
    assert.equal((await call('GET', path)).status, 401, path)
  assert.equal((await call('GET', '/me', { cookie: 'causerie_session=' })).status, 401)
  assert.equal((await call('GET', '/me', { cookie: `causerie_session=${'x'.repeat(43)}` })).status, 401)
})

test('garbage is refused and changes nothing', async () => {
  for (const body of [
    null,
    [],
    'x',
    { email: 1, password: [] },
    { email: 'a'.repeat(999), password: '' },
    { email: {} },
  ])
    assert.equal((await call('POST', '/sign-in', { body })).status, 400, JSON.stringify(body))
  assert.equal((await call('GET', '/welcome/%00%ff')).status >= 400, true)
  await assert.rejects(engine.execute(nobody, 'user.invite', {}), refused('not_signed_in'))
})
