// reason: one widget, one journey a line; the world is shared.
import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { truncate, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import type { Frame, Page } from '@playwright/test'
import { type Customer, expect, openShop, openWidget, setChannel, startWriting, test, type World } from './world.ts'

const require = createRequire(import.meta.url)
const AXE = readFileSync(createRequire(require.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8')
const LIVE = 1
const SOCIAL = 3
const DEFAULTS = { askName: 'optional', askEmail: 'optional', afterEnd: 'keep', attachments: true }

type Row = { conversationId: number; preview: string; contact: { id: number; name: string | null; verified: boolean } }
const newest = async (world: World): Promise<Row> => {
  const { rows } = await world.read<{ rows: Row[] }>('/api/v1/inbox?view=all&limit=1')
  if (!rows[0]) throw new Error('the inbox is empty')
  return rows[0]
}
const reply = (world: World, conversationId: number, text: string, more: object = {}) =>
  world.command('ticket.submit', {
    conversationId,
    message: { messageId: uuid7(), content: { text, ...more }, visibility: 'public' },
    anyway: true,
  })
const stored = async (world: World, conversationId: number): Promise<string[]> => {
  type Thread = { events: { type: string; data: { message?: { text: string } } }[] }
  const { events } = await world.read<Thread>(`/api/v1/conversations/${conversationId}/thread?limit=200`)
  return events.flatMap(({ type, data }) => (type === 'message.sent' ? (data.message?.text ?? '') : []))
}
/** Written, and stored. */
async function send(customer: Customer, text: string): Promise<void> {
  await customer.write(text)
  await expect(customer.widget.getByText(/· (Sent|Envoyé|Read|Lu)/)).toBeVisible()
}
const said = (widget: Frame) => widget.locator('.bubble').allTextContents()
const uuid7 = () => {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

test.beforeEach(async ({ world }) => setChannel(world, { styleId: SOCIAL, settings: DEFAULTS }))

test('on another origin, under the strictest policy, without storage and against hostile styles', async ({
  browser,
  world,
}) => {
  const host = await strictHost(world)
  const context = await browser.newContext({ locale: 'fr-FR' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(host.address)
  const widget = await openWidget(page)
  await widget.getByRole('button', { name: /Écrivez-nous/ }).click()
  await widget.locator('textarea').fill('Bonjour')
  await widget.locator('textarea').press('Enter')
  await expect(widget.getByText('Envoyé')).toBeVisible()
  expect(complaints).toEqual([])
  host.server.close()
  await context.close()
})

test('what is written offline is sent once, in order, even after the page was loaded again; the state of the line shows [S4.6]', async ({
  browser,
  world,
}) => {
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await send(customer, 'one')
  await customer.page.context().setOffline(true)
  await customer.write('two')
  await customer.write('three')
  await expect(customer.widget.getByText('You are offline')).toBeVisible()
  await expect(customer.widget.getByText('Sending…')).toBeVisible()
  await customer.page.context().setOffline(false)
  await customer.comeBack()
  await expect.poll(async () => stored(world, (await newest(world)).conversationId)).toEqual(['one', 'two', 'three'])
  await expect.poll(() => said(customer.widget)).toEqual(['one', 'two', 'three'])
  await customer.page.context().close()
})

test('a second tab is in step; two that start at once make one conversation', async ({ browser, world }) => {
  const customer = await openShop(browser, world)
  const other = await customer.page.context().newPage()
  await other.goto(`${world.shop}/order-4711`)
  const tabs = [customer.widget, await openWidget(other)]
  for (const [at, tab] of tabs.entries()) {
    await tab.getByRole('button', { name: /write to us/i }).click()
    await tab.locator('textarea').fill(`from tab ${at}`)
  }
  await Promise.all(
    tabs.map((tab) =>
      tab
        .locator('form')
        .first()
        .evaluate((form) => form instanceof HTMLFormElement && form.requestSubmit()),
    ),
  )
  for (const tab of tabs) await expect.poll(async () => (await said(tab)).sort()).toEqual(['from tab 0', 'from tab 1'])
  const row = await newest(world)
  await expect.poll(async () => (await stored(world, row.conversationId)).length).toBe(2)
  await reply(world, row.conversationId, 'to both')
  for (const tab of tabs) await expect(tab.getByText('to both')).toBeVisible()
  await customer.page.context().close()
})

test('files are dropped and pasted, too large ones refused with the reason, pictures shown small', async ({
  browser,
  world,
}, testInfo) => {
  const customer = await openShop(browser, world)
  await startWriting(customer)
  const { widget } = customer
  await widget.evaluate(async () => {
    const canvas = new OffscreenCanvas(300, 200)
    canvas.getContext('2d')?.fillRect(0, 0, 300, 200)
    const dropped = new DataTransfer()
    dropped.items.add(new File([await canvas.convertToBlob()], 'dropped.png', { type: 'image/png' }))
    document
      .querySelector('main')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }))
    const pasted = new DataTransfer()
    pasted.items.add(new File(['hello'], 'pasted.txt', { type: 'text/plain' }))
    document
      .querySelector('textarea')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }))
  })
  const isTextTaken = await widget.evaluate(() => {
    const text = new DataTransfer()
    text.setData('text/plain', 'just text')
    return document
      .querySelector('textarea')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: text, bubbles: true, cancelable: true }))
  })
  expect(isTextTaken, 'pasted text is left to the browser').toBe(true)
  const huge = testInfo.outputPath('huge.bin')
  await writeFile(huge, '')
  await truncate(huge, 25 * 1024 * 1024 + 1)
  await widget.locator('input[type=file]').setInputFiles(huge)
  await expect(widget.getByText('Too large: 25 MB at most')).toBeVisible()
  await expect(widget.getByRole('button', { name: 'Send' })).toBeDisabled()
  await widget.getByRole('button', { name: 'Remove huge.bin' }).click()
  await expect(widget.getByRole('button', { name: 'Send' })).toBeEnabled()
  await widget.getByRole('button', { name: 'Send' }).click()
  await expect
    .poll(() =>
      widget
        .getByRole('img', { name: 'dropped.png' })
        .evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth),
    )
    .toBe(300)
  const [download] = await Promise.all([
    customer.page.waitForEvent('download'),
    widget.getByRole('button', { name: /pasted.txt/ }).click(),
  ])
  expect(download.suggestedFilename()).toBe('pasted.txt')
  await customer.page.context().close()
})

test('name and email can be required first; after an end a button may stand in place of the text field [S4.31, S4.32]', async ({
  browser,
  world,
}) => {
  await setChannel(world, { settings: { askName: 'required', askEmail: 'required', afterEnd: 'replace' } })
  const customer = await openShop(browser, world)
  await startWriting(customer)
  const { widget } = customer
  await widget.locator('textarea').fill('Hello')
  await widget.locator('textarea').press('Enter')
  expect(await widget.locator('.me').count()).toBe(0)
  await widget.getByLabel('Your name').fill('<b>Jo</b>')
  await widget.getByLabel('Your email address').fill('jo@example.org')
  await widget.locator('textarea').press('Enter')
  await expect(widget.getByText('· Sent')).toBeVisible()
  const { conversationId, contact } = await newest(world)
  expect(contact.name).toBe('<b>Jo</b>')
  expect(contact.verified).toBe(false)
  await world.command('session.end', { conversationId })
  await widget.getByRole('button', { name: 'Start a new conversation' }).click()
  await expect(widget.locator('textarea')).toBeFocused()
  await expect(widget.getByLabel('Your name')).toHaveCount(0)
  await customer.page.context().close()
})

test('what others write is text: markup is not obeyed, links go only where links may go', async ({
  browser,
  world,
}) => {
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await send(customer, '<img src=x onerror="top.hacked=1"> **bold** <script>top.hacked=1</script>')
  await expect(customer.widget.locator('.bubble strong')).toHaveText('bold')
  const { conversationId } = await newest(world)
  await reply(
    world,
    conversationId,
    '[bad](javascript:top.hacked=1) [good](https://example.com/a) <iframe src=javascript:1>',
  )
  const links = customer.widget.locator('.bubble a')
  await expect(links).toHaveCount(1)
  await expect(links).toHaveAttribute('href', 'https://example.com/a')
  await expect(links).toHaveAttribute('rel', 'noopener noreferrer nofollow ugc')
  expect(await customer.widget.locator('.bubble img, .bubble script, .bubble iframe').count()).toBe(0)
  expect(await customer.page.evaluate(() => 'hacked' in window)).toBe(false)
  await customer.page.context().close()
})

test('keys: focus goes in and comes back, Escape closes what is on top; the page hears what happens', async ({
  browser,
  world,
}) => {
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(world.shop)
  await page.evaluate(() => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    for (const event of ['open', 'close', 'unread'])
      Reflect.get(window, 'causerie')('on', event, (detail: { count?: number } | undefined) =>
        heard.push(detail?.count ?? event),
      )
  })
  const customer: Customer = { page, widget: await openWidget(page), write: async () => {}, comeBack: async () => {} }
  const { widget } = customer
  await startWriting(customer)
  await expect(widget.locator('textarea')).toBeFocused()
  await page.keyboard.type('Hello')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('again')
  await page.keyboard.press('Enter')
  await expect.poll(() => said(widget)).toEqual(['Hello\nagain'])
  await expect(widget.getByText('· Sent')).toBeVisible()
  await widget.getByRole('button', { name: 'Options' }).press('Enter')
  await expect(widget.getByRole('button', { name: 'Turn sound off' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(widget.getByRole('button', { name: 'Turn sound off' })).toBeHidden()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('CAUSERIE-WIDGET')
  await reply(world, (await newest(world)).conversationId, 'an answer')
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'heard'))).toEqual(['open', 'close', 1])
  // On the launcher itself, Enter opens the window again, and what is seen is read.
  await page.keyboard.press('Enter')
  await expect(widget.getByText('an answer')).toBeVisible()
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'heard'))).toEqual(['open', 'close', 1, 'open', 0])
  await context.close()
})

test('where WebSockets are blocked it goes on by streaming', async ({ browser, world }) => {
  const context = await browser.newContext({ locale: 'en-GB' })
  await context.addInitScript(() => {
    Reflect.set(window, 'WebSocket', function blocked(this: { onclose?: (event: object) => void }) {
      setTimeout(() => this.onclose?.({ code: 1006 }))
      return Object.assign(this, { close() {}, send() {} })
    })
  })
  const page = await context.newPage()
  await page.goto(world.shop)
  const widget = await openWidget(page)
  await widget.getByRole('button', { name: /write to us/i }).click()
  await widget.locator('textarea').fill('through a tunnel')
  await widget.locator('textarea').press('Enter')
  await expect(widget.getByText('· Sent')).toBeVisible({ timeout: 30_000 })
  await reply(world, (await newest(world)).conversationId, 'and back')
  await expect(widget.getByText('and back')).toBeVisible()
  await context.close()
})

test('a signed login brings the history of another browser, a logout leaves nothing [S4.8, S4.10]', async ({
  browser,
  world,
}) => {
  const [channel] = await world.read<{ id: number }[]>('/api/v1/channels')
  const key = await world.command('channel.add_signing_key', { channelId: channel?.id })
  const jwt = sign(
    { external_id: `ada-${randomUUID()}`, name: 'Ada', exp: Math.floor(Date.now() / 1000) + 300 },
    String(key.kid),
    String(key.secret),
  )
  const login = (page: Page) => page.evaluate((token) => Reflect.get(window, 'causerie')('login', token), jwt)
  const first = await openShop(browser, world)
  await login(first.page)
  await startWriting(first)
  await send(first, 'from my desk')
  expect((await newest(world)).contact).toMatchObject({ name: 'Ada', verified: true })
  const second = await openShop(browser, world)
  await login(second.page)
  await second.widget.getByRole('button', { name: /from my desk/ }).click()
  await second.write('and from my phone')
  await expect(first.widget.getByText('and from my phone')).toBeVisible()
  await second.page.evaluate(() => Reflect.get(window, 'causerie')('logout'))
  await expect(second.widget.getByRole('button', { name: /write to us/i })).toBeVisible()
  await expect(second.widget.getByText('from my desk')).toHaveCount(0)
  for (const { page } of [first, second]) await page.context().close()
})

test('the number on the launcher can be read, and nothing lies over it', async ({ browser, world }) => {
  const context = await browser.newContext({ locale: 'en-GB' })
  // What is in the closed shadow root is looked at here only.
  await context.addInitScript(() => {
    const attach = Element.prototype.attachShadow
    Element.prototype.attachShadow = function open() {
      return attach.call(this, { mode: 'open' })
    }
  })
  const page = await context.newPage()
  await page.goto(world.shop)
  const widget = await openWidget(page)
  await widget.getByRole('button', { name: /write to us/i }).click()
  await widget.locator('textarea').fill('Hello')
  await widget.locator('textarea').press('Enter')
  await expect(widget.getByText('· Sent')).toBeVisible()
  await page.evaluate(() => Reflect.get(window, 'causerie')('close'))
  await reply(world, (await newest(world)).conversationId, 'unread')
  const launcher = page.getByRole('button', { name: 'Customer service 1' })
  await expect(launcher).toBeVisible()
  const badge = launcher.locator('b')
  await expect(badge).toHaveText('1')
  const [before, box] = await badge.evaluate((element) => [
    getComputedStyle(element, '::before').content,
    getComputedStyle(element).position,
  ])
  expect([before, box]).toEqual(['none', 'absolute'])
  await context.close()
})

test('hidden, nothing counts as read; to open it shows it again', async ({ browser, world }) => {
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await send(customer, 'Hello')
  const { conversationId } = await newest(world)
  const call = (name: string) => customer.page.evaluate((what) => Reflect.get(window, 'causerie')(what), name)
  const isShown = () => customer.page.locator('causerie-widget').evaluate((root) => getComputedStyle(root).display)
  await call('hide')
  expect(await isShown()).toBe('none')
  await reply(world, conversationId, 'Are you there?')
  await expect(customer.widget.locator('.bubble', { hasText: 'Are you there?' })).toHaveCount(1)
  await customer.page.evaluate(() => {
    const counts: number[] = []
    Object.assign(window, { counts })
    Reflect.get(window, 'causerie')('on', 'unread', ({ count }: { count: number }) => counts.push(count))
  })
  await reply(world, conversationId, 'Hello?')
  await expect.poll(() => customer.page.evaluate(() => Reflect.get(window, 'counts').at(-1))).toBe(2)
  await call('open')
  expect(await isShown()).not.toBe('none')
  await expect.poll(() => customer.page.evaluate(() => Reflect.get(window, 'counts').at(-1))).toBe(0)
  await customer.page.context().close()
})

test('a page with an endless address and title can be written from', async ({ browser, world }) => {
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(`${world.shop}/?campaign=${'x'.repeat(4000)}`)
  await page.evaluate(() => (document.title = '🏔'.repeat(400).slice(1)))
  const widget = await openWidget(page)
  await widget.getByRole('button', { name: /write to us/i }).click()
  await widget.locator('textarea').fill('from far away')
  await widget.locator('textarea').press('Enter')
  await expect(widget.getByText('· Sent')).toBeVisible()
  await reply(world, (await newest(world)).conversationId, 'heard')
  await expect(widget.getByText('heard')).toBeVisible()
  await context.close()
})

test('on a site that is not allowed there is no widget at all', async ({ browser, world }) => {
  const [channel] = await world.read<{ key: string }[]>('/api/v1/channels')
  const address = `${world.desk}/api/v1/widget/config/${channel?.key}`
  expect((await fetch(address, { headers: { origin: 'https://elsewhere.example' } })).status).toBe(403)
  const context = await browser.newContext()
  const page = await context.newPage()
  // A page of this machine, so that the browser asks nobody whether it may reach the server.
  const server = createServer((_, response) =>
    response
      .setHeader('content-type', 'text/html')
      .end(`<script async src="${world.desk}/widget.js" data-channel="${channel?.key}"></script>`),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve))
  const refused = page.waitForResponse((response) => response.url().includes('/widget/config/'))
  await page.goto(`http://127.0.0.2:${(server.address() as AddressInfo).port}/`)
  expect((await refused).status()).toBe(403)
  expect(await page.locator('causerie-widget').count()).toBe(0)
  await context.close()
  server.close()
})

test('a logout holds: before an answer to a login, without a line, and in the other tab [S4.8]', async ({
  browser,
  world,
}) => {
  const [channel] = await world.read<{ id: number }[]>('/api/v1/channels')
  const key = await world.command('channel.add_signing_key', { channelId: channel?.id })
  const jwt = sign(
    { external_id: `eve-${randomUUID()}`, name: 'Eve', exp: Math.floor(Date.now() / 1000) + 300 },
    String(key.kid),
    String(key.secret),
  )
  const customer = await openShop(browser, world)
  const { page } = customer
  const token = () =>
    page.evaluate(() => Object.entries(localStorage).find(([name]) => name.endsWith(':token'))?.[1] ?? null)
  // What is written before the logout is through would be left behind with it.
  const through = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/widget/logout'))
  await page.evaluate((given) => {
    Reflect.get(window, 'causerie')('login', given)
    Reflect.get(window, 'causerie')('logout')
  }, jwt)
  await through
  await startWriting(customer)
  await send(customer, 'who am I?')
  expect((await newest(world)).contact.verified).toBe(false)

  await page.evaluate((given) => Reflect.get(window, 'causerie')('login', given), jwt)
  await expect.poll(async () => (await newest(world)).contact).toMatchObject({ name: 'Eve', verified: true })
  const other = await page.context().newPage()
  await other.goto(world.shop)
  const tab = await openWidget(other)
  await tab.getByRole('button', { name: /who am I/ }).click()
  await tab.locator('textarea').fill('half a thought')
  await page.evaluate(() => Reflect.get(window, 'causerie')('logout'))
  await expect(tab.getByText('who am I?')).toHaveCount(0)
  await expect.poll(() => tab.evaluate(() => document.querySelector('textarea')?.value ?? '')).toBe('')

  await page.evaluate((given) => Reflect.get(window, 'causerie')('login', given), jwt)
  await expect(customer.widget.getByRole('button', { name: /who am I/ })).toBeVisible()
  await page.context().setOffline(true)
  await page.evaluate(() => Reflect.get(window, 'causerie')('logout'))
  await expect.poll(token).toBe(null)
  await page.context().setOffline(false)
  await expect(customer.widget.getByRole('button', { name: /who am I/ })).toHaveCount(0)
  await page.context().close()
})

test('a phone is filled by the window, and 320 px are enough', async ({ browser, world }) => {
  for (const width of [390, 320]) {
    const customer = await openShop(browser, world, {
      viewport: { width, height: 640 },
      hasTouch: true,
      isMobile: true,
    })
    await customer.widget.getByRole('button', { name: /write to us/i }).tap()
    const size = await customer.widget.evaluate(() => [innerWidth, innerHeight, document.documentElement.scrollWidth])
    expect(size).toEqual([width, 640, width])
    await customer.page.context().close()
  }
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`every screen passes axe, ${colorScheme}`, async ({ browser, world }) => {
    await setChannel(world, { styleId: LIVE })
    const french = colorScheme === 'dark'
    const customer = await openShop(browser, world, { colorScheme, locale: french ? 'fr-FR' : 'en-GB' })
    const { page, widget } = customer
    await check(page.mainFrame(), 'shop')
    await check(widget, 'home')
    await startWriting(customer, french ? /Écrivez-nous/ : /write to us/i)
    await check(widget, 'new conversation')
    await send(customer, 'Where is my order?')
    const { conversationId } = await newest(world)
    await reply(world, conversationId, 'Look: https://example.com\n\n> `quoted`\n\n1. one\n2. two', {
      quickReplies: [{ label: 'Yes' }, { label: 'No' }],
    })
    await expect(widget.getByRole('button', { name: 'Yes' })).toBeVisible()
    await expect(widget.locator('.bubble li')).toHaveCount(2)
    await check(widget, 'thread')
    await widget.locator('.icon[popovertarget=emoji]').click()
    await expect(widget.getByRole('toolbar')).toBeVisible()
    await check(widget, 'emoji')
    await page.keyboard.press('Escape')
    await widget.locator('.icon[popovertarget=menu]').click()
    await check(widget, 'menu')
    await widget.locator('#menu button').last().click()
    await expect(widget.locator('dialog')).toBeVisible()
    await check(widget, 'question')
    await widget.locator('dialog button').last().click()
    await expect(widget.locator('.over')).toBeVisible()
    await check(widget, 'ended')
    await page.context().setOffline(true)
    await customer.write('Still there?')
    await expect(widget.locator('.strip')).not.toBeEmpty()
    await check(widget, 'offline')
    await page.context().close()
  })

/** Inside the frame: it hangs in a closed shadow root, where axe does not find it from above. */
async function check(frame: Frame, screen: string): Promise<void> {
  await frame.evaluate(AXE)
  type Found = { id: string; nodes: { html: string }[] }
  const { violations, passes } = await frame.evaluate(
    async (): Promise<{ violations: Found[]; passes: unknown[] }> => Reflect.get(window, 'axe').run(),
  )
  expect(violations.map(({ id, nodes }) => `${screen}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  expect(passes.length, `${screen} was looked at`).toBeGreaterThan(10)
}

function sign(claims: object, kid: string, secret: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'HS256', typ: 'JWT', kid })}.${part(claims)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

/** A customer's page that forbids all it can, has no storage, and styles everything it can reach. */
async function strictHost(world: World): Promise<{ server: Server; address: string }> {
  const policy = `default-src 'none'; script-src ${world.desk} 'self'; connect-src ${world.desk}; frame-src ${world.desk}; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`
  const shop = await (await fetch(world.shop)).text()
  const snippet = /<script async[^>]*><\/script>/.exec(shop)?.[0] ?? ''
  const files: Record<string, [type: string, text: string]> = {
    '/': [
      'text/html',
      `<!doctype html><html lang="fr"><head><title>x</title><link rel="stylesheet" href="/host.css"><script src="/host.js"></script></head><body>${snippet}</body></html>`,
    ],
    '/host.css': [
      'text/css',
      'causerie-widget, button, iframe { display: none !important; opacity: 0.1 !important } body, body * { transform: rotate(3deg) }',
    ],
    '/host.js': [
      'text/javascript',
      `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('off', 'SecurityError') } })`,
    ],
  }
  const server = createServer((request, response) => {
    const [type, text] = files[request.url ?? ''] ?? ['text/plain', '']
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, address: `http://localhost:${(server.address() as AddressInfo).port}/` }
}
