import { existsSync } from 'node:fs'
import { type BrowserContext, chromium } from '@playwright/test'

const CHROMIUM = '/usr/bin/chromium'

/** A fresh profile in Debian's Chromium; null where there is none. */
export async function withChromium<T>(work: (context: BrowserContext) => Promise<T>): Promise<T | null> {
  if (!existsSync(CHROMIUM)) return null
  // Root's Chromium has no sandbox to use.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath: CHROMIUM, args })
  try {
    return await work(await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' }))
  } finally {
    await browser.close()
  }
}

export const NO_CHROMIUM = `no Chromium at ${CHROMIUM}`

/** Signed in, as the browser keeps it. */
export const signIn = (context: BrowserContext, origin: string, token: string): Promise<void> =>
  context.addCookies([{ name: 'causerie_session', value: token, url: origin, httpOnly: true, sameSite: 'Lax' }])
