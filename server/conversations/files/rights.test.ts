import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import sql from 'sql-template-tag'
import { codeOf, type FileServer, startFileServer, viewOf } from '../../../test/kit/file-server.ts'
import { clock } from '../../platform/clock.ts'
import type { Actor } from '../../platform/pure/actor.ts'

let server: FileServer
before(async () => {
  server = await startFileServer({ isPublic: (id) => id === logo })
})
after(() => server.stop())
let logo = ''

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'))
const picture = async () =>
  new Uint8Array(
    await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c33' } })
      .jpeg()
      .toBuffer(),
  )

async function uploaded(actor: Actor, text = 'hello', name = 'note.txt') {
  return viewOf(await server.upload(actor, bytesOf(text), name))
}

test('[FI1] another visitor’s file is as if it were not there: sent, not sent yet, by link and by id', async () => {
  const [ada, eve] = [await server.rows.visitor(), await server.rows.visitor()]
  const sent = await uploaded(ada)
  const unsent = await uploaded(ada)
  await server.rows.take(sent.id, await server.rows.conversation(ada.contactId))
  const ids = [sent.id, unsent.id]
  assert.deepEqual(Object.keys(await server.links(ada, ids)).sort(), ids.toSorted())
  assert.deepEqual(await server.links(eve, ids), {})
  for (const id of ids) assert.equal(await codeOf(await server.get(eve, `/api/v1/files/${id}`)), '404 file_not_found')
  assert.equal(
    await codeOf(await server.get(eve, '/api/v1/files/00000000-0000-4000-8000-000000000000')),
    '404 file_not_found',
  )
  assert.equal(await codeOf(await server.get(null, `/api/v1/files/${sent.id}`)), '401 not_signed_in')
  assert.equal(await codeOf(await server.upload(null, bytesOf('x'))), '401 not_signed_in')
})

test('[FI2] a note’s file is never the contact’s, even one he uploaded himself', async () => {
  const [ada, lea] = [await server.rows.visitor(), await server.rows.user()]
  const conversation = await server.rows.conversation(ada.contactId)
  const [own, agents] = [await uploaded(ada), await uploaded(lea)]
  await server.rows.take(own.id, conversation, 'note')
  await server.rows.take(agents.id, conversation, 'note')
  assert.deepEqual(await server.links(ada, [own.id, agents.id]), {})
  for (const { id } of [own, agents]) {
    assert.equal(await codeOf(await server.get(ada, `/api/v1/files/${id}`)), '404 file_not_found')
    assert.equal((await server.get(lea, `/api/v1/files/${id}`)).status, 200)
  }
})

test('[FI1] people of the desk see files of conversations in reach only, and nobody else’s unsent ones', async () => {
  const [ada, lea, tom] = [await server.rows.visitor(), await server.rows.user('mine'), await server.rows.user('mine')]
  const conversation = await server.rows.conversation(ada.contactId, lea.userId)
  const sent = await uploaded(ada)
  await server.rows.take(sent.id, conversation)
  const [unsent, draft] = [await uploaded(ada), await uploaded(lea)]
  assert.deepEqual(
    Object.keys(await server.links(lea, [sent.id, unsent.id, draft.id])).sort(),
    [sent.id, draft.id].sort(),
  )
  assert.deepEqual(await server.links(tom, [sent.id, unsent.id, draft.id]), {})
  assert.equal(await codeOf(await server.get(tom, `/api/v1/files/${sent.id}`)), '404 file_not_found')
  // The same number as somebody's contact is not that contact.
  const namesake = { ...(await server.rows.visitor()), contactId: lea.userId }
  assert.deepEqual(await server.links(namesake, [draft.id]), {})
})

test('[FI3] a forged, changed or expired link gives nothing', async (t) => {
  const ada = await server.rows.visitor()
  const [file, other] = [await viewOf(await server.upload(ada, await picture(), 'a.jpg')), await uploaded(ada)]
  const { [file.id]: link = '' } = await server.links(ada, [file.id])
  const { [file.id]: small = '' } = await server.links(ada, [file.id], true)
  const { searchParams: signed } = new URL(link, server.url)
  const wrong = {
    'no signature': link.replace(/&s=[^&]+/, ''),
    'another signature': link.replace(/s=./, (found) => (found === 's=A' ? 's=B' : 's=A')),
    'another file': link.replace(file.id, other.id),
    'a later expiry': link.replace(/e=\d+/, `e=${Number(signed.get('e')) + 60}`),
    'an endless expiry': link.replace(/e=\d+/, 'e=Infinity'),
    'the whole for the small one': small.replace('&t=1', ''),
    'the small one for the whole': `${link}&t=1`,
    'the signature twice': `${link}&s=${signed.get('s')}`,
  }
  for (const [how, where] of Object.entries(wrong))
    assert.equal(await codeOf(await server.get(ada, where)), '404 file_not_found', how)
  const now = clock.now()
  t.mock.method(clock, 'now', () => new Date(now.getTime() + 299_000))
  assert.equal((await server.get(null, link)).status, 200)
  t.mock.method(clock, 'now', () => new Date(now.getTime() + 302_000))
  assert.equal(await codeOf(await server.get(ada, link)), '404 file_not_found')
})

test('[FI3] a link to a file that was redacted since gives nothing', async () => {
  const ada = await server.rows.visitor()
  const file = await uploaded(ada)
  const { [file.id]: link = '' } = await server.links(ada, [file.id])
  await server.db.run(sql`delete from files where id = ${file.id}`)
  assert.equal(await codeOf(await server.get(null, link)), '404 file_not_found')
})

test('files of a hidden conversation are gone for everybody', async () => {
  const [ada, lea] = [await server.rows.visitor(), await server.rows.user()]
  const conversation = await server.rows.conversation(ada.contactId)
  const file = await uploaded(ada)
  await server.rows.take(file.id, conversation)
  const { [file.id]: link = '' } = await server.links(lea, [file.id])
  await server.db.run(sql`update conversations set deleted_at = now() where id = ${conversation}`)
  assert.deepEqual(await server.links(lea, [file.id]), {})
  assert.deepEqual(await server.links(ada, [file.id]), {})
  assert.equal(await codeOf(await server.get(null, link)), '404 file_not_found')
})

test('logos and photos are everybody’s, as small pictures; other files are not', async () => {
  const lea = await server.rows.user()
  const file = await viewOf(await server.upload(lea, await picture(), 'logo.jpg'))
  assert.equal(await codeOf(await server.get(null, `/pictures/${file.id}`)), '404 file_not_found')
  logo = file.id
  const answer = await server.get(null, `/pictures/${file.id}`)
  assert.equal(answer.headers.get('content-type'), 'image/webp')
  assert.match(answer.headers.get('cache-control') ?? '', /^public/)
  await answer.bytes()
  await server.rows.take(file.id, await server.rows.conversation((await server.rows.visitor()).contactId), 'note')
  assert.equal(
    await codeOf(await server.get(null, `/pictures/${file.id}`)),
    '404 file_not_found',
    'a note’s file is no logo',
  )
})
