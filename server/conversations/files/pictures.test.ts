import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { request as httpRequest } from 'node:http'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import sql from 'sql-template-tag'
import { bodyOf, codeOf, type FileServer, startFileServer, viewOf } from '../../../test/kit/file-server.ts'
import type { Actor } from '../../platform/pure/actor.ts'

let server: FileServer
let ada: Actor
before(async () => {
  server = await startFileServer({ maxFileBytes: 25_000_000 })
  ada = await server.rows.visitor()
})
after(() => server.stop())

const plain = (width: number, height: number, background = '#2a6') =>
  sharp({ create: { width, height, channels: 3, background } })
const noisy = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
  })
const bytes = async (picture: { toBuffer(): Promise<Buffer> }) => new Uint8Array(await picture.toBuffer())

async function fetched(id: string, thumbnail = false): Promise<Buffer> {
  const answer = await server.get(ada, `/api/v1/files/${id}${thumbnail ? '?thumbnail=1' : ''}`)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-disposition') ?? '', /^inline;/)
  return Buffer.from(await answer.arrayBuffer())
}

test('[FI6] nothing but the upright pixels of a photograph remains', async () => {
  const original = await bytes(
    noisy(600, 400)
      .jpeg()
      .withMetadata({ orientation: 6 })
      .withExifMerge({
        IFD0: { Copyright: 'SECRET-OWNER', Make: 'SECRET-CAMERA' },
        IFD3: { GPSLatitude: '48/1 51/1 0/1' },
      })
      .withIccProfile('p3'),
  )
  assert.ok(Buffer.from(original).includes('SECRET'), 'the original must hold what is looked for')
  assert.equal((await sharp(original).metadata()).orientation, 6)
  const file = await viewOf(await server.upload(ada, original, 'IMG_1.JPG', 'text/plain'))
  assert.deepEqual(
    { ...file, id: '', size: 0 },
    { id: '', size: 0, name: 'IMG_1.JPG', type: 'image/jpeg', width: 400, height: 600, thumbnail: true },
  )
  for (const kept of [await fetched(file.id), await fetched(file.id, true)]) {
    assert.ok(!kept.includes('SECRET'))
    const { exif, xmp, iptc, icc, orientation, comments } = await sharp(kept).metadata()
    assert.deepEqual(
      [exif, xmp, iptc, icc, orientation, comments].filter((each) => each !== undefined),
      [],
    )
  }
  assert.equal((await fetched(file.id)).length, file.size)
})

test('[FI6] what is hidden behind the picture is gone, and so are texts inside it', async () => {
  const png = await bytes(noisy(20, 20).png())
  const polyglot = new Uint8Array(Buffer.concat([png, Buffer.from('<script>alert(1)</script>PK\u0003\u0004')]))
  const file = await viewOf(await server.upload(ada, polyglot, 'a.html'))
  assert.deepEqual([file.type, file.name], ['image/png', 'a.html.png'])
  assert.ok(!(await fetched(file.id)).includes('script'))
})

test('each kind of raster picture gets its size and a small WebP of at most 480 pixels', async () => {
  const kinds = {
    'image/png': plain(1_000, 500).png(),
    'image/webp': plain(1_000, 500).webp(),
    'image/gif': plain(1_000, 500).gif(),
    'image/jpeg': plain(1_000, 500).jpeg(),
  }
  for (const [type, picture] of Object.entries(kinds)) {
    const file = await viewOf(await server.upload(ada, await bytes(picture), 'x'))
    assert.deepEqual([file.type, file.width, file.height, file.thumbnail], [type, 1_000, 500, true])
    const small = await sharp(await fetched(file.id, true)).metadata()
    assert.deepEqual([small.format, small.width, small.height], ['webp', 480, 240])
    const { [file.id]: link = '' } = await server.links(ada, [file.id], true)
    assert.match(link, /&t=1$/)
    assert.equal((await server.get(null, link)).headers.get('content-type'), 'image/webp')
  }
  const tiny = await viewOf(await server.upload(ada, await bytes(plain(10, 20).png())))
  assert.deepEqual((await sharp(await fetched(tiny.id, true)).metadata()).width, 10)
})

test('moving pictures still move, cut where they are too long; their small picture stands', async () => {
  const frames = async (count: number, width: number, height: number) =>
    sharp(
      await Promise.all(
        Array.from({ length: count }, (_, n) =>
          plain(width, height, n % 2 ? '#fff' : '#000')
            .png()
            .toBuffer(),
        ),
      ),
      { join: { animated: true } },
    )
  for (const type of ['gif', 'webp'] as const) {
    const file = await viewOf(
      await server.upload(ada, await bytes((await frames(6, 40, 30)).toFormat(type)), `a.${type}`),
    )
    assert.deepEqual([file.width, file.height], [40, 30])
    assert.equal((await sharp(await fetched(file.id), { animated: true }).metadata()).pages, 6)
    assert.equal((await sharp(await fetched(file.id, true), { animated: true }).metadata()).pages ?? 1, 1)
  }
  const long = await viewOf(await server.upload(ada, await bytes((await frames(320, 4, 4)).gif())))
  assert.equal((await sharp(await fetched(long.id), { animated: true }).metadata()).pages, 300)
  const wide = await viewOf(await server.upload(ada, await bytes((await frames(4, 3_000, 2_000)).gif())))
  assert.equal((await sharp(await fetched(wide.id), { animated: true }).metadata()).pages, 2)
})

test('[FI6] more than 50 million pixels are refused before they are unpacked, and nothing is kept', async () => {
  const before = await server.onDisk()
  const bomb = await bytes(plain(7_100, 7_100).png())
  assert.ok(bomb.length < 1_000_000, 'it is small as a file')
  const refused = await server.upload(ada, bomb, 'a.png')
  assert.equal(refused.status, 413)
  assert.deepEqual((await bodyOf<{ details: unknown }>(refused)).details, {
    pixels: 50_410_000,
    mostPixels: 50_000_000,
  })
  assert.deepEqual(await server.onDisk(), before)
  assert.equal((await viewOf(await server.upload(ada, await bytes(plain(7_000, 7_000).png())))).width, 7_000)
})

test('what only begins like a picture is refused, with nothing kept', async () => {
  const before = await server.onDisk()
  const whole = await bytes(noisy(400, 400).png())
  const broken = whole.slice(0, whole.length / 2)
  for (const damaged of [broken, new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0])])
    assert.equal(await codeOf(await server.upload(ada, damaged, 'a.png')), '415 file_type_refused')
  assert.deepEqual(await server.onDisk(), before)
})

test('a text that begins with letters of a format is a text', async () => {
  for (const text of [
    'BMW or Audi?',
    'GIF or JIF, say it as you like',
    'MZ is my initials',
    'ID3 fans unite, all of us here',
  ])
    assert.equal(
      (await viewOf(await server.upload(ada, new Uint8Array(Buffer.from(text)), 'a.txt'))).type,
      'text/plain',
      text,
    )
  assert.equal(
    (await viewOf(await server.upload(ada, new Uint8Array(Buffer.from('%PDF-1.4\nnothing')), 'a.pdf'))).type,
    'application/pdf',
  )
  assert.equal(
    (await viewOf(await server.upload(ada, new Uint8Array([0, 1, 2, 3, 255]), 'a.txt'))).type,
    'application/octet-stream',
  )
})

test('[FI10] a file that kills its examiner costs only itself, and the server goes on', async () => {
  const slow = await bytes(noisy(4_000, 3_000).jpeg())
  const outcomes: string[] = []
  // How long the examiner has it in hand differs between machines: killed a little later each time, until it hits.
  for (const wait of [50, 150, 300, 500, 800]) {
    const uploading = server.upload(ada, slow)
    await pause(wait)
    const examiner = spawnSync('pgrep', ['-P', String(process.pid), '-f', 'examiner.ts'], { encoding: 'utf8' })
    if (/^\d+$/.test(examiner.stdout.trim())) process.kill(Number(examiner.stdout.trim()), 'SIGKILL')
    outcomes.push(await codeOf(await uploading))
    if (outcomes.at(-1) === '415 file_type_refused') break
  }
  assert.equal(outcomes.at(-1), '415 file_type_refused', outcomes.join(', '))
  assert.equal((await viewOf(await server.upload(ada, await bytes(plain(10, 10).png())))).width, 10)
})

test('[FI8] who goes away half-way leaves nothing behind', async () => {
  const before = await server.onDisk()
  const rowsBefore = await server.db.row(sql`select count(*)::int as n from files`)
  await server.get(ada, '/')
  await new Promise<void>((resolve) => {
    const upload = httpRequest(`${server.url}/api/v1/files`, {
      method: 'POST',
      headers: {
        'x-as': `visitor ${ada.kind === 'visitor' ? ada.visitorId : ''}`,
        'content-type': 'multipart/form-data; boundary=b',
        'content-length': 1_000_000,
      },
    })
    upload.on('error', () => resolve())
    upload.write('--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n')
    upload.write(Buffer.alloc(200_000), () => setTimeout(() => upload.destroy(new Error('gone')), 100))
  })
  for (let tries = 0; tries < 50 && (await server.onDisk()).length !== before.length; tries += 1) await pause(20)
  assert.deepEqual(await server.onDisk(), before)
  assert.deepEqual(await server.db.row(sql`select count(*)::int as n from files`), rowsBefore)
})

test('[FI10] many pictures at once are worked on one after the other, while the server answers others at once', async () => {
  const photo = await bytes(noisy(3_000, 2_000).jpeg())
  const uploads = Array.from({ length: 6 }, () => server.upload(ada, photo).then(viewOf))
  let slowest = 0
  let under = true
  void Promise.all(uploads).finally(() => {
    under = false
  })
  while (under) {
    const at = performance.now()
    await (await server.get(ada, '/api/v1/files/00000000-0000-4000-8000-000000000000')).text()
    slowest = Math.max(slowest, performance.now() - at)
    await pause(10)
  }
  const files = await Promise.all(uploads)
  assert.deepEqual(new Set(files.map((file) => file.width)), new Set([3_000]))
  assert.ok(slowest < 1_000, `another answer took ${slowest.toFixed(0)} ms`)
})
