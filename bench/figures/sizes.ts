import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, Frame, Page } from '@playwright/test'
import { buildParts, staleParts } from '../../bin/build.ts'
import { NO_CHROMIUM, signIn, withChromium } from '../parts/chromium.ts'
import { query } from '../parts/database.ts'
import { startCauserie } from '../parts/processes.ts'
import { seedPeople } from '../parts/seed.ts'
import { type Finding, type Run, unknown } from './figure.ts'

/** Whatever else this machine does. */
const PATIENCE = { timeout: 60_000 }
const KEYS = ['widget_loader_gzip', 'widget_total_gzip', 'desk_first_route_gzip']

/** Bytes that a browser really loads, each file gzipped by itself. */
export const sizes: Run = {
  keys: KEYS,
  async measure({ database, say }) {
    await buildParts(staleParts())
    const url = await database.create('sizes')
    const server = await startCauserie(url, database.folder)
    try {
      const { agentToken } = await seedPeople(url, 0)
      const [channel] = await query(url, 'select key from channels order by id limit 1')
      const origin = `http://127.0.0.1:${server.port}`
      const found = await withChromium(async (context) => ({
        widget: await loadedBy(context, origin, (page) => openWidget(page, origin, String(channel?.key))),
        desk: await loadedBy(context, origin, (page) => openDesk(context, page, origin, agentToken)),
      }))
      if (found === null) return unknown(KEYS, NO_CHROMIUM)
      const loader = found.widget.filter(({ path }) => path === '/widget.js')
      say(`Widget: ${found.widget.length} files; desk to the inbox: ${found.desk.length} files`)
      return {
        widget_loader_gzip: sum(loader),
        widget_total_gzip: sum(found.widget),
        desk_first_route_gzip: sum(found.desk.filter(({ type }) => type !== 'document')),
      }
    } finally {
      await server.stop()
      await database.drop('sizes')
    }
  },
}

type Loaded = { path: string; type: string; bytes: number }

function sum(files: readonly Loaded[]): Finding {
  if (files.length === 0) return { value: null, reason: 'nothing was loaded: are the screens built?' }
  return {
    value: files.reduce((total, { bytes }) => total + bytes, 0),
    details: Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])),
  }
}

/** Pages, scripts and style sheets that come from our server while something is done in a new page. */
async function loadedBy(
  context: BrowserContext,
  origin: string,
  work: (page: Page) => Promise<void>,
): Promise<Loaded[]> {
  const page = await context.newPage()
  const seen = new Map<string, string>()
  page.on('request', (request) => {
    const isOurs =
      request.url().startsWith(`${origin}/`) && ['document', 'script', 'stylesheet'].includes(request.resourceType())
    if (isOurs) seen.set(request.url(), request.resourceType())
  })
  await work(page)
  await page.waitForLoadState('networkidle')
  await page.close()
  return Promise.all(
    [...seen].map(async ([url, type]) => ({ path: new URL(url).pathname, type, bytes: await gzipped(url) })),
  )
}

async function gzipped(url: string): Promise<number> {
  const response = await fetch(url, { headers: { accept: 'text/html,*/*' } })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return gzipSync(Buffer.from(await response.arrayBuffer()), { level: 9 }).length
}

/** A shop's page, on another origin, whose customer opens the widget. */
async function openWidget(page: Page, origin: string, channelKey: string): Promise<void> {
  const html = `<!doctype html><title>Shop</title><script async src="${origin}/widget.js" data-channel="${channelKey}"></script>`
  const shop = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
  const address = shop.address()
  try {
    await page.goto(`http://localhost:${typeof address === 'object' ? address?.port : 0}/`)
    await page.waitForFunction(`typeof window.causerie === 'function'`, undefined, PATIENCE)
    // In a closed shadow tree: no locator of the page finds it.
    const isOurs = (frame: Frame) => frame.url().startsWith(`${origin}/widget/frame/`)
    const opened = page.waitForEvent('framenavigated', { predicate: isOurs, ...PATIENCE })
    await page.evaluate(`window.causerie('open')`)
    // Its buttons are drawn by the frame's script, with its texts: until then not all has come.
    await (await opened).getByRole('button').first().waitFor(PATIENCE)
    await page.waitForTimeout(1_000)
  } finally {
    shop.close()
  }
}

async function openDesk(context: BrowserContext, page: Page, origin: string, token: string): Promise<void> {
  await page.goto(`${origin}/`)
  await page.locator('input[type=password]').waitFor(PATIENCE)
  await page.waitForLoadState('networkidle')
  await signIn(context, origin, token)
  await page.goto(`${origin}/inbox`)
  await page.getByRole('navigation').first().waitFor(PATIENCE)
  await page.waitForTimeout(1_000)
}
