import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import type { FileView } from '../../server/conversations/contract.ts'
import { tasks } from '../../server/jobs.ts'
import { clock } from '../../server/platform/clock.ts'
import { uuid7 } from '../../server/platform/ids.ts'
import { createLogger } from '../../server/platform/log.ts'
import { type Agent, startApp, type Visitor } from '../kit/app.ts'
import { known } from '../kit/known.ts'

// Files through the whole application: real tokens and cookies, commands, links, redaction, housekeeping.
const app = await startApp()
const base = `http://127.0.0.1:${app.port}`

const headersOf = (person: Agent | Visitor): Record<string, string> =>
  person.kind === 'user'
    ? { cookie: `causerie_session=${person.token}`, 'x-causerie': '1' }
    : { authorization: `Bearer ${person.token}` }

async function upload(person: Agent | Visitor, headers = headersOf(person)): Promise<Response> {
  const form = new FormData()
  form.append(
    'file',
    new Blob([
      new Uint8Array(
        await sharp({ create: { width: 90, height: 60, channels: 3, background: '#c33' } })
          .png()
          .toBuffer(),
      ),
    ]),
    'photo.png',
  )
  return fetch(`${base}/api/v1/files`, { method: 'POST', headers, body: form })
}
const uploaded = async (person: Agent | Visitor): Promise<FileView> =>
  known<FileView>(await (await upload(person)).json())

async function linkTo(person: Agent | Visitor, id: string): Promise<string | undefined> {
  const answer = await app.ask(person, 'POST', '/api/v1/files/links', { ids: [id] })
  return known<{ links: Record<string, string> }>(answer.json()).links[id]
}
const statusOf = async (where: string, person?: Agent | Visitor): Promise<number> => {
  const answer = await fetch(`${base}${where}`, { headers: person === undefined ? {} : headersOf(person) })
  await answer.bytes()
  return answer.status
}
const start = async (ada: Visitor, files: string[]) =>
  await app.as(ada).run<{ conversationId: number; messageId: string }>('conversation.start', {
    messageId: uuid7(),
    content: { text: 'Look', files },
  })

test('a picture goes from the widget to the desk; the desk’s note keeps its own to itself [S4.36]', async () => {
  const [ada, eve, lea] = [await app.visitor(), await app.visitor(), await app.agent()]
  const picture = await uploaded(ada)
  const { conversationId } = await start(ada, [picture.id])
  assert.equal(await statusOf(`/api/v1/files/${picture.id}?thumbnail=1`, lea), 200)
  assert.equal(await statusOf((await linkTo(ada, picture.id)) ?? ''), 200)
  assert.equal(await linkTo(eve, picture.id), undefined)

  const internal = await uploaded(lea)
  await app.as(lea).run('ticket.submit', {
    conversationId,
    message: { messageId: uuid7(), content: { text: 'Internal', files: [internal.id] }, visibility: 'note' },
    anyway: true,
  })
  assert.equal(await linkTo(ada, internal.id), undefined)
  assert.equal(await statusOf(`/api/v1/files/${internal.id}`, ada), 404)
  assert.equal(await statusOf(`/api/v1/files/${internal.id}`, lea), 200)
})

test('a stranger’s file cannot be sent, and no file twice', async () => {
  const [ada, eve] = [await app.visitor(), await app.visitor()]
  const picture = await uploaded(ada)
  await assert.rejects(start(eve, [picture.id]), { code: 'file_not_found' })
  const { conversationId } = await start(ada, [picture.id])
  await assert.rejects(
    app
      .as(ada)
      .run('message.send', { conversationId, messageId: uuid7(), content: { text: 'again', files: [picture.id] } }),
    { code: 'file_not_found' },
  )
})

test('a cookie alone uploads nothing: the call must come from our own pages', async () => {
  const lea = await app.agent()
  assert.equal((await upload(lea, { cookie: `causerie_session=${lea.token}` })).status, 403)
  assert.equal((await upload(lea, { ...headersOf(lea), origin: 'https://evil.example' })).status, 403)
  assert.equal((await upload(lea)).status, 200)
})

test('a redacted message’s file is gone at once for everybody, and from the disk within the hour', async () => {
  const [ada, lead] = [await app.visitor(), await app.agent('team_lead')]
  const picture = await uploaded(ada)
  const { conversationId, messageId } = await start(ada, [picture.id])
  const link = (await linkTo(ada, picture.id)) ?? ''
  assert.equal(await statusOf(link), 200)
  await app.as(lead).run('message.redact', { conversationId, messageId })
  assert.equal(await statusOf(link), 404)
  assert.equal(await statusOf(`/api/v1/files/${picture.id}`, lead), 404)
  assert.notEqual(await app.store.changedAt(picture.id), null)
  const now = clock.now()
  const real = clock.now
  clock.now = () => new Date(now.getTime() + 2 * 3_600_000)
  await tasks({ ...app, log: createLogger('silent') })['housekeeping']?.({})
  clock.now = real
  assert.equal(await app.store.changedAt(picture.id), null)
})

test('whoever turns out to be somebody known while he writes still sends what he attached [S4.36]', async () => {
  const [ada, known_] = [await app.visitor(), await app.visitor()]
  await start(ada, [])
  await start(known_, [])
  const picture = await uploaded(ada)
  await app.as(await app.administrator()).run('contact.merge', { from: ada.contactId, into: known_.contactId })
  const sent = await start(ada, [picture.id])
  assert.equal(await statusOf((await linkTo(known_, picture.id)) ?? ''), 200)
  assert.ok(sent.conversationId > 0)
})

test('the API’s description knows the calls', async () => {
  const { paths } = known<{ paths: Record<string, object> }>(
    (await app.ask(null, 'GET', '/api/v1/openapi.json')).json(),
  )
  for (const path of [
    '/api/v1/files',
    '/api/v1/files/links',
    '/api/v1/files/{id}',
    '/api/v1/conversations/{id}/export',
  ])
    assert.ok(path in paths, path)
})
