import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPeople } from '../../test/kit/people.ts'
import { listAudit } from './queries/audit.ts'

const people = await startPeople()
const [ada, other] = [await people.user('administrator'), await people.user('administrator')]
const brand = await people.as(ada).run<{ id: number }>('brand.save', { name: 'Boutique' })
await people.as(other).run('brand.save', { id: brand.id, name: 'Boutique Lyon' })
const group = await people.as(ada).run<{ id: number }>('group.save', { name: 'Returns', members: [] })

const actions = async (...filter: Parameters<typeof listAudit> extends [unknown, ...infer Rest] ? Rest : never) =>
  (await listAudit(people.db, ...filter)).map(({ action, subject }) => `${action} ${subject}`)

test('the audit is read by person, by kind of thing, and by one thing, newest first [ID9]', async () => {
  const made = [`brand.made brand:${brand.id}`, `brand.updated brand:${brand.id}`, `group.made group:${group.id}`]
  assert.deepEqual(await actions(null, 3), made.toReversed())
  assert.deepEqual(await actions(null, 10, { by: other.userId }), [made[1]])
  assert.deepEqual(await actions(null, 10, { subject: 'brand' }), [made[1], made[0]])
  assert.deepEqual(await actions(null, 10, { subject: `group:${group.id}` }), [made[2]])
  assert.deepEqual(await actions(null, 10, { by: ada.userId, subject: 'brand' }), [made[0]])
  assert.deepEqual(await actions(null, 10, { subject: 'bran' }), [])
})

test('a page of a filtered log goes on where the one before ended', async () => {
  const [newest] = await listAudit(people.db, null, 1, { subject: 'brand' })
  assert.deepEqual(await actions(newest?.id ?? 0, 10, { subject: 'brand' }), [`brand.made brand:${brand.id}`])
})
