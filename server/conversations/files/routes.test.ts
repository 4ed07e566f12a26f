import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { bodyOf, codeOf, type FileServer, startFileServer, viewOf } from '../../../test/kit/file-server.ts'
import { createGuard } from '../../platform/limits/guard.ts'
import type { Actor } from '../../platform/pure/actor.ts'

let server: FileServer
before(async () => {
  server = await startFileServer()
})
after(() => server.stop())

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

test('an uploaded file is stored, described, and given back to who sent it', async () => {
  const visitor = await server.rows.visitor()
  const file = await viewOf(await server.upload(visitor, bytesOf('a,b\n1,2\n'), 'facture été.csv', 'text/html'))
  assert.deepEqual({ ...file, id: '' }, { id: '', name: 'facture été.csv', size: 8, type: 'text/plain' })
  const { [file.id]: link = '' } = await server.links(visitor, [file.id])
  const answer = await server.get(null, link)
  assert.equal(answer.status, 200)
  assert.equal(await answer.text(), 'a,b\n1,2\n')
  assert.equal(
    answer.headers.get('content-disposition'),
    `attachment; filename="facture _t_.csv"; filename*=UTF-8''facture%20%C3%A9t%C3%A9.csv`,
  )
})

test('[FI5] whatever it is, nobody sniffs it, runs it, frames it or shares it with other origins', async () => {
  const visitor = await server.rows.visitor()
  for (const bytes of [bytesOf('plain'), await picture()]) {
    const file = await viewOf(await server.upload(visitor, bytes))
    const { [file.id]: link = '' } = await server.links(visitor, [file.id])
    for (const answer of [await server.get(null, link), await server.get(visitor, `/api/v1/files/${file.id}`)]) {
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
      assert.match(
        answer.headers.get('content-security-policy') ?? '',
        /^default-src 'none';.*frame-ancestors 'none'; sandbox$/,
      )
      assert.equal(answer.headers.get('cross-origin-resource-policy'), 'same-origin')
      assert.match(answer.headers.get('cache-control') ?? '', /^private/)
      await answer.bytes()
    }
  }
})

test('[FI4] [FI5] SVG, HTML and XML are never shown inside a page, whatever name and type they claim', async () => {
  const visitor = await server.rows.visitor()
  const active = {
    'drawing.png': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    'photo.jpg': '<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    'page.html': '<!DOCTYPE html><script>alert(1)</script>',
    'late.gif': 'GIF is what I claim\n\n<ScRiPt >alert(1)</script>',
    'marked.svg': '\ufeff  \n<svg onload=alert(1)>',
    'feed.xml': '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
  }
  for (const [name, text] of Object.entries(active)) {
    const file = await viewOf(await server.upload(visitor, bytesOf(text), name, 'image/png'))
    assert.equal(file.type, 'application/octet-stream', name)
    const { [file.id]: link = '' } = await server.links(visitor, [file.id])
    const answer = await server.get(null, link)
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream', name)
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment;/, name)
    assert.deepEqual(await answer.bytes(), bytesOf(text))
  }
})

test('[FI4] programs are refused by their bytes and by their names, and nothing of them is kept', async () => {
  const visitor = await server.rows.visitor()
  const before = await server.onDisk()
  const elf = new Uint8Array(64)
  elf.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  const exe = new Uint8Array(64)
  exe.set([0x4d, 0x5a, 0x90])
  for (const [bytes, name] of [
    [elf, 'holiday.pdf'],
    [exe, 'holiday.pdf'],
    [bytesOf('echo off'), 'run.bat'],
    [bytesOf('echo off'), 'run.BAT. . '],
    [bytesOf('x'), 'photo\u202Egpj.exe'],
    [bytesOf('[InternetShortcut]'), 'link.url'],
  ] as const)
    assert.equal(await codeOf(await server.upload(visitor, bytes, name)), '415 file_type_refused', name)
  assert.deepEqual(await server.onDisk(), before)
})

test('[FI8] too large is refused with nothing kept, also when the size is not told before', async () => {
  const visitor = await server.rows.visitor()
  const before = await server.onDisk()
  assert.equal(await codeOf(await server.upload(visitor, new Uint8Array(1_000_001))), '413 file_too_large')
  assert.equal(await codeOf(await server.upload(visitor, new Uint8Array(8_000_000))), '413 file_too_large')
  const untold = new ReadableStream({
    start(controller) {
      controller.enqueue(bytesOf('--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n'))
      for (let n = 0; n < 30; n += 1) controller.enqueue(new Uint8Array(100_000))
      controller.enqueue(bytesOf('\r\n--b--\r\n'))
      controller.close()
    },
  })
  const actor = { 'x-as': `visitor ${visitor.visitorId}`, 'content-type': 'multipart/form-data; boundary=b' }
  const answer = await fetch(`${server.url}/api/v1/files`, {
    method: 'POST',
    headers: actor,
    body: untold,
    duplex: 'half',
  } as RequestInit)
  assert.equal(await codeOf(answer), '413 file_too_large')
  assert.deepEqual(await server.onDisk(), before)
  assert.equal((await viewOf(await server.upload(visitor, new Uint8Array(1_000_000)))).size, 1_000_000)
  assert.equal(await codeOf(await server.upload(visitor, new Uint8Array(0))), '415 file_type_refused')
})

test('[FI7] no path leads out of the folder, in names or addresses', async () => {
  const ada = await server.rows.visitor()
  const file = await uploaded(ada, 'x', '../../../../etc/passwd')
  assert.equal(file.name, 'passwd')
  for (const id of [
    '..%2f..%2fsecret.key',
    '%2e%2e',
    'incoming',
    `${file.id.slice(0, 2)}%2f${file.id}`,
    `${file.id}%00`,
    file.id.toUpperCase(),
    '..%5c..%5csecret.key',
  ]) {
    for (const where of [
      `/api/v1/files/${id}`,
      `/pictures/${id}`,
      `/files/${id}/x?e=9999999999&s=${server.sealing.sign(`file ${decodeURIComponent(id)} whole 9999999999`)}`,
    ]) {
      const answer = await server.get(ada, where)
      assert.ok(answer.status === 404 || answer.status === 400, `${where}: ${answer.status}`)
      assert.doesNotMatch(await answer.text(), /root:|^x$/)
    }
  }
})

test('[FI7] markup and marks in names are text: kept or taken away, and quoted in headers', async () => {
  const ada = await server.rows.visitor()
  const file = await uploaded(ada, 'x', '<img src=x onerror=alert(1)>\u202E\u0007.txt')
  assert.equal(file.name, '<img src=x onerror=alert(1)>.txt')
  const { [file.id]: link = '' } = await server.links(ada, [file.id])
  const answer = await server.get(null, link)
  assert.equal(
    answer.headers.get('content-disposition'),
    `attachment; filename="<img src=x onerror=alert(1)>.txt"; filename*=UTF-8''%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E.txt`,
  )
  const long = await uploaded(ada, 'x', `${'é😀'.repeat(150)}.txt`)
  assert.ok(long.name.length <= 200 && long.name.endsWith('.txt') && long.name.isWellFormed())
  const { [long.id]: longLink = '' } = await server.links(ada, [long.id])
  assert.equal((await server.get(null, longLink)).status, 200)
})

test('parts of a file, for players and broken downloads', async () => {
  const ada = await server.rows.visitor()
  const file = await uploaded(ada, '0123456789')
  const ask = async (range: string) => {
    const answer = await server.get(ada, `/api/v1/files/${file.id}`, { range })
    return `${answer.status} ${answer.headers.get('content-range')} ${await answer.text()}`
  }
  assert.equal(await ask('bytes=2-4'), '206 bytes 2-4/10 234')
  assert.equal(await ask('bytes=7-'), '206 bytes 7-9/10 789')
  assert.equal(await ask('bytes=-3'), '206 bytes 7-9/10 789')
  assert.equal(await ask('bytes=0-99'), '206 bytes 0-9/10 0123456789')
  assert.match(await ask('bytes=10-'), /^416 bytes \*\/10/)
  assert.equal(await ask('bytes=4-2'), '200 null 0123456789')
  assert.equal(await ask('lines=1-2'), '200 null 0123456789')
  const again = await server.get(ada, `/api/v1/files/${file.id}`, { 'if-none-match': `"${file.id}"` })
  assert.equal(again.status, 304)
})

test('blocked contacts, channels without attachments, and readers only, upload nothing', async () => {
  const narrow = await startFileServer({ mayAttach: (channelId) => channelId === 1 })
  try {
    const ada = await narrow.rows.visitor()
    assert.equal((await narrow.upload(ada, bytesOf('x'))).status, 200)
    assert.equal(
      await codeOf(await narrow.upload({ ...ada, visitorId: -1, blocked: true }, bytesOf('x'))),
      '403 contact_blocked',
    )
    assert.equal(
      await codeOf(await narrow.upload({ ...ada, visitorId: -2, channelId: 2 }, bytesOf('x'))),
      '403 not_allowed',
    )
    assert.equal(
      await codeOf(await narrow.upload(await narrow.rows.user('all', ['conversations.read']), bytesOf('x'))),
      '403 not_allowed',
    )
  } finally {
    await narrow.stop()
  }
})

test('[LI1] beyond his bytes of the hour a visitor is told when to come back; people of the desk go on', async () => {
  const rules = { 'file.upload': [{ by: 'visitor', burst: 2_000, perSecond: 1 }] } as const
  const limited = await startFileServer({ guard: createGuard({ rules, connectionsPerAddress: null }) })
  try {
    const ada = await limited.rows.visitor()
    assert.equal((await limited.upload(ada, new Uint8Array(1_000).fill(65))).status, 200)
    const refused = await limited.upload(ada, new Uint8Array(1_000).fill(65))
    const { code, details } = await bodyOf<{ code: string; details: { retryAfterMs: number } }>(refused)
    assert.equal(code, 'too_many_requests')
    assert.ok(details.retryAfterMs > 100_000 && details.retryAfterMs < 2_000_000)
    const lea = await limited.rows.user()
    for (let n = 0; n < 4; n += 1) assert.equal((await limited.upload(lea, new Uint8Array(1_000).fill(65))).status, 200)
  } finally {
    await limited.stop()
  }
})

test('what is no form, or has no file, is refused and changes nothing', async () => {
  const ada = await server.rows.visitor()
  const before = await server.onDisk()
  const headers = { 'x-as': `visitor ${ada.visitorId}` }
  await server.get(ada, '/')
  const empty = new FormData()
  empty.append('text', 'no file')
  assert.equal(
    await codeOf(await fetch(`${server.url}/api/v1/files`, { method: 'POST', headers, body: empty })),
    '400 invalid_input',
  )
  assert.equal(
    await codeOf(
      await fetch(`${server.url}/api/v1/files`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: '{}',
      }),
    ),
    '400 invalid_input',
  )
  for (const body of ['{}', '{"ids":"x"}', '{"ids":["../x"]}', '[]', 'null'])
    assert.equal(
      await codeOf(
        await fetch(`${server.url}/api/v1/files/links`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body,
        }),
      ),
      '400 invalid_input',
    )
  const cut = 'multipart/form-data; boundary=b'
  const answer = await fetch(`${server.url}/api/v1/files`, {
    method: 'POST',
    headers: { ...headers, 'content-type': cut },
    body: '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
  })
  assert.ok(answer.status >= 400)
  await answer.text()
  assert.deepEqual(await server.onDisk(), before)
})
