import type { Page } from '@playwright/test'
import { buildParts, staleParts } from '../../bin/build.ts'
import { NO_CHROMIUM, signIn, withChromium } from '../parts/chromium.ts'
import { loadAverage, startCauserie } from '../parts/processes.ts'
import { seedInbox } from '../parts/seed-inbox.ts'
import { seedThreads } from '../parts/seed-thread.ts'
import { spread } from '../parts/statistics.ts'
import { type Run, unknown } from './figure.ts'

const KEYS = ['open_conversation_ms']
const LONG = { conversations: 9, messages: 5_000 }

/** In Chromium, milliseconds from the click in the list until the last message of a long thread is painted. */
export const openConversation: Run = {
  keys: KEYS,
  async measure({ database, say }) {
    await buildParts(staleParts())
    const url = await database.create('threads')
    const server = await startCauserie(url, database.folder)
    try {
      const { administrator } = await seedInbox(url, 500)
      const threads = await seedThreads(url, LONG)
      const origin = `http://127.0.0.1:${server.port}`
      const times = await withChromium(async (context) => {
        await signIn(context, origin, administrator.token)
        const page = await context.newPage()
        await page.goto(`${origin}/inbox/all`)
        const found: number[] = []
        for (const { id, last } of threads) found.push(await openOne(page, id, last))
        return found
      })
      if (times === null) return unknown(KEYS, NO_CHROMIUM)
      // The first one loads what is loaded only then.
      const [first, ...rest] = times
      const found = spread(rest)
      say(
        `Opening ${rest.length} conversations: ${rest.map((time) => time.toFixed(0)).join(', ')} ms; load ${loadAverage()}`,
      )
      return {
        open_conversation_ms: { value: found.median, spread: found, details: { first, loadAverage: loadAverage() } },
      }
    } finally {
      await server.stop()
      await database.drop('threads')
    }
  },
}

async function openOne(page: Page, id: number, last: string): Promise<number> {
  const row = page.locator(`a[href$="/${id}"]`).first()
  await row.waitFor({ timeout: 15_000 })
  await page.waitForTimeout(500)
  const painted = page.evaluate<number>(`(${untilPainted})(${JSON.stringify(last)})`)
  await row.click()
  return painted
}

/** Runs in the page. The frame that shows the text is painted when the task after its animation callbacks runs. */
const untilPainted = `(text) => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('the thread was not shown')), 20_000)
  let clickedAt
  addEventListener('click', (event) => { clickedAt = event.timeStamp }, { capture: true, once: true })
  // Only the last message of each log is looked at: measuring must not lay out what the page itself leaves out.
  const find = () => [...document.querySelectorAll('[role=log]')].map((log) => [...log.querySelectorAll('article')].at(-1)).find((article) => article?.textContent.includes(text))
  const observer = new MutationObserver(() => {
    if (clickedAt === undefined || !find()) return
    requestAnimationFrame(() => {
      const { top, bottom, height } = find()?.getBoundingClientRect() ?? {}
      if (!(height > 0 && top >= 0 && bottom <= innerHeight)) return
      observer.disconnect()
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve(performance.now() - clickedAt)
      port2.postMessage(0)
    })
  })
  observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true })
})`
