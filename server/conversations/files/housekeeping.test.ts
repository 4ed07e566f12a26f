import assert from 'node:assert/strict'
import { utimes, writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import sql from 'sql-template-tag'
import { type FileServer, startFileServer, viewOf } from '../../../test/kit/file-server.ts'
import { createLogger } from '../../platform/log.ts'
import { expireOrphans, sweepFiles } from './housekeeping.ts'

let server: FileServer
before(async () => {
  server = await startFileServer()
})
after(() => server.stop())

const HOUR = 3_600_000
const log = createLogger('silent')
const inHours = (hours: number, kept: string[] = []) => ({
  db: server.db,
  store: server.store,
  log,
  now: new Date(Date.now() + hours * HOUR),
  kept,
})
const text = new Uint8Array(Buffer.from('hello'))
const picture = async () =>
  new Uint8Array(
    await sharp({ create: { width: 9, height: 9, channels: 3, background: '#c33' } })
      .png()
      .toBuffer(),
  )

test('[FI9] what no message, draft or logo took is gone after a day, not before', async () => {
  const [ada, lea] = [await server.rows.visitor(), await server.rows.user()]
  const conversation = await server.rows.conversation(ada.contactId)
  const upload = async (as: typeof ada | typeof lea) => (await viewOf(await server.upload(as, await picture()))).id
  const [sent, note, forgotten, draft, logo] = [
    await upload(ada),
    await upload(lea),
    await upload(ada),
    await upload(lea),
    await upload(lea),
  ]
  await server.rows.take(sent, conversation)
  await server.rows.take(note, conversation, 'note')
  await server.db.run(
    sql`insert into drafts (conversation_id, user_id, visibility, text, files) values (${conversation}, ${lea.userId}, 'public', '', ${[draft]})`,
  )

  assert.equal(await expireOrphans(inHours(23.9, [logo])), 0)
  assert.equal(await expireOrphans(inHours(24.1, [logo])), 1)
  const names = await server.onDisk()
  assert.ok(!names.some((name) => name.startsWith(forgotten)))
  for (const id of [sent, note, draft, logo])
    assert.deepEqual(names.filter((name) => name.startsWith(id)).sort(), [id, `${id}.thumb`])
  assert.equal(await sweepFiles(inHours(24.1)), 0)
})

test('[FI9] bytes without a row are swept, small pictures and broken uploads too; young ones are left alone', async () => {
  const ada = await server.rows.visitor()
  const conversation = await server.rows.conversation(ada.contactId)
  const [kept, redacted] = [
    await viewOf(await server.upload(ada, text)),
    await viewOf(await server.upload(ada, await picture())),
  ]
  await server.rows.take(kept.id, conversation)
  await server.rows.take(redacted.id, conversation)
  await server.db.run(sql`delete from files where id = ${redacted.id}`)
  const broken = await server.store.incoming('0b0e9a56-64b4-4b1e-8d23-9b1f2b8f3c11')
  await writeFile(broken, 'half')
  await utimes(broken, new Date(0), new Date(0))

  assert.equal(await sweepFiles(inHours(0.5)), 0)
  assert.ok((await server.onDisk()).includes(redacted.id))
  assert.equal(await sweepFiles(inHours(1.1)), 1)
  const names = await server.onDisk()
  assert.ok(names.includes(kept.id))
  assert.ok(!names.some((name) => name.startsWith(redacted.id) || name.startsWith('0b0e9a56')))
})

test('files that are not this database’s are left alone: most of what lies there is unknown to it', async () => {
  for (let n = 0; n < 120; n += 1) {
    const { file } = await server.store.place(crypto.randomUUID())
    await writeFile(file, 'x')
  }
  const before = (await server.onDisk()).length
  assert.equal(await sweepFiles(inHours(2)), 0)
  assert.equal((await server.onDisk()).length, before)
})
