import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContextOptions, test as base, expect, type Frame, type Page } from '@playwright/test'

export { expect } from '@playwright/test'

/** A server as `npm start` runs it, with its first administrator signed up. */
export type World = {
  desk: string
  shop: string
  /** Cookies of the administrator. */
  session: {
    cookies: {
      name: string
      value: string
      domain: string
      path: string
      expires: number
      httpOnly: boolean
      secure: boolean
      sameSite: 'Lax' | 'Strict' | 'None'
    }[]
    origins: []
  }
  command(name: string, input: unknown): Promise<Record<string, unknown>>
  read<T>(path: string): Promise<T>
}

const root = path.resolve(import.meta.dirname, '../..')
export const ADMIN = { name: 'Léa Karim', email: 'lea@example.com', password: 'correct horse battery' }

export const test = base.extend<{ tidy: void }, { world: World }>({
  world: [
    async ({ browser: _ }, give) => {
      const data = await mkdtemp(path.join(tmpdir(), 'causerie-world-'))
      await chmod(data, 0o755)
      const [port, demoPort] = [await freePort(), await freePort()]
      // Journeys have programs of their own on this machine.
      const webhooks = { WEBHOOK_PRIVATE_ADDRESSES: 'allow' }
      const server = startServer({ PORT: String(port), DEMO_PORT: String(demoPort), CAUSERIE_DATA: data, ...webhooks })
      try {
        const said = await ready(server)
        await give(await worldOf(said, `http://localhost:${port}`, `http://localhost:${demoPort}`))
      } finally {
        await stopServer(server)
        await rm(data, { recursive: true, force: true })
      }
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  // Each journey begins as the first does, and what it opened is closed with it: a desk left open goes on working.
  tidy: [
    async ({ browser, world }, give) => {
      const statuses = await world.read<{ id: number; key: string | null }[]>('/api/v1/agent-statuses')
      const online = statuses.find(({ key }) => key === 'online')
      await world.command('agent_status.choose', { statusId: online?.id })
      await give()
      for (const context of browser.contexts()) await context.close()
    },
    { auto: true },
  ],
})

/** The product as `npm start` runs it. */
export function startServer(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [path.join(root, 'bin/start.ts')], {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'error', LIMIT_CONVERSATIONS_PER_HOUR: '0', PUBLIC_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

export async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await ended
}

/** Resolves with what the server printed, once it is ready. */
export function ready(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stdout?.on('data', (chunk: Buffer) => {
      said += String(chunk)
      if (said.includes('Causerie is ready')) resolve(said)
    })
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
  })
}

export const worldOf = (said: string, desk: string, shop: string): Promise<World> =>
  welcomed(/\/welcome\/(\S+)/.exec(said)?.[1] ?? '', ADMIN, desk, shop)

/** Invited to the demo shop's group, and joined: the world as this person sees it. */
export async function colleague(
  world: World,
  { role, ...person }: { name: string; email: string; role: string },
  desk = world.desk,
): Promise<World> {
  const roles = await world.read<{ id: number; key: string | null }[]>('/api/v1/roles')
  const roleId = roles.find(({ key }) => key === role)?.id
  const invited = await world.command('user.invite', { ...person, roleId, groups: [1] })
  const token = String(invited['link']).replace('/welcome/', '')
  return welcomed(token, { ...person, password: ADMIN.password }, desk, world.shop)
}

export async function idOf(world: World, name: string): Promise<number> {
  const people = await world.read<{ id: number; name: string }[]>('/api/v1/users')
  const found = people.find((each) => each.name === name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found.id
}

async function welcomed(token: string, person: typeof ADMIN, desk: string, shop: string): Promise<World> {
  const headers = { 'content-type': 'application/json', 'x-causerie': '1' }
  const welcome = await fetch(`${desk}/api/v1/welcome`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token, ...person, locale: 'en' }),
  })
  expect(welcome.status).toBe(200)
  const [name = '', value = ''] = (welcome.headers.get('set-cookie') ?? '').split(';')[0]?.split('=') ?? []
  const cookie = {
    name,
    value,
    domain: 'localhost',
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: 'Lax' as const,
  }
  const call = async (address: string, init: RequestInit) => {
    const answer = await fetch(`${desk}${address}`, { ...init, headers: { ...headers, cookie: `${name}=${value}` } })
    expect(answer.ok, `${address}: ${answer.status}`).toBe(true)
    return answer.json()
  }
  return {
    desk,
    shop,
    session: { cookies: [cookie], origins: [] },
    command: (command, input) => call(`/api/v1/commands/${command}`, { method: 'POST', body: JSON.stringify(input) }),
    read: (address) => call(address, {}),
  }
}

/** Gives the demo shop's channel another style or other settings. */
export async function setChannel(
  world: World,
  changes: { styleId?: number; settings?: Record<string, unknown> },
): Promise<void> {
  const [channel] =
    await world.read<{ id: number; settings: Record<string, unknown>; [field: string]: unknown }[]>('/api/v1/channels')
  if (channel === undefined) throw new Error('no channel')
  const { id, name, brandId, groupId, defaultLocale, origins, active } = channel
  const styleId = changes.styleId ?? channel.styleId
  await world.command('channel.save', {
    id,
    name,
    brandId,
    styleId,
    groupId,
    defaultLocale,
    origins,
    active,
    settings: { ...channel.settings, ...changes.settings },
  })
}

export async function openDesk(
  browser: Browser,
  world: World,
  options: BrowserContextOptions = {},
  address = '/inbox/unassigned',
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    ...options,
    storageState: world.session,
  })
  const page = await context.newPage()
  await page.goto(`${world.desk}${address}`)
  return page
}

export type Customer = {
  page: Page
  /** The widget's frame; another one after `comeBack`. */
  widget: Frame
  write(text: string): Promise<void>
  /** Loads the page anew and opens the widget again. */
  comeBack(): Promise<void>
}

/** A customer on the shop's own origin, with the widget open. */
export async function openShop(browser: Browser, world: World, options: BrowserContextOptions = {}): Promise<Customer> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options })
  const page = await context.newPage()
  await page.goto(world.shop)
  const customer: Customer = {
    page,
    widget: await openWidget(page),
    async write(text) {
      await customer.widget.locator('textarea').fill(text)
      await customer.widget.locator('textarea').press('Enter')
      await expect(customer.widget.getByText(text).last()).toBeVisible()
    },
    async comeBack() {
      await page.reload()
      customer.widget = await openWidget(page)
    },
  }
  return customer
}

/** The frame hangs in a closed shadow root of the page: it is found by its address, not by a selector. */
export async function openWidget(page: Page): Promise<Frame> {
  type Host = { causerie?: (what: string) => void }
  await page.waitForFunction(() => (window as unknown as Host).causerie !== undefined)
  await page.evaluate(() => (window as unknown as Host).causerie?.('open'))
  let frame: Frame | undefined
  await expect
    .poll(() => (frame = page.frames().find((each) => each.url().includes('/widget/frame/'))) !== undefined)
    .toBe(true)
  if (frame === undefined) throw new Error('no widget')
  return frame
}

/** From the widget's home to an empty thread. */
export const startWriting = (customer: Customer, name: RegExp = /write to us/i): Promise<void> =>
  customer.widget.getByRole('button', { name }).first().click()

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/** The conversation that a customer's message started, once the server has it. */
export async function conversationSaying(world: World, text: string): Promise<number> {
  type Rows = { rows: { conversationId: number; preview: string }[] }
  let found: number | undefined
  await expect
    .poll(async () => {
      const { rows } = await world.read<Rows>('/api/v1/inbox?view=all')
      found = rows.find((row) => row.preview === text)?.conversationId
      return found !== undefined
    })
    .toBe(true)
  return found ?? 0
}
