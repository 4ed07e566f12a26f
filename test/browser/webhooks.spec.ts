import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { conversationSaying, expect, openDesk, openShop, startWriting, test } from './world.ts'

const SOON = { timeout: 60_000 }

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include('main').analyze()
  expect(
    violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

/** A program of the administrator's, which is broken until it is mended. */
async function receiver() {
  const got: { type: string; id: string; signature: string }[] = []
  let isBroken = true
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += String(chunk)))
    request.on('end', () => {
      if (isBroken) return response.writeHead(500).end('The shelf is full')
      const { type } = JSON.parse(body) as { type: string }
      const { 'webhook-id': id, 'webhook-signature': signature } = request.headers
      got.push({ type, id: String(id), signature: String(signature) })
      return response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    got,
    mend: () => (isBroken = false),
    close: () => server.close(),
  }
}

test('an administrator connects a program, sees that it fails and why, mends it, and sends again what it missed [RU15]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  const program = await receiver()
  try {
    const page = await openDesk(browser, world, {}, '/settings/webhooks')
    await expect(page.getByText('Nobody is told anything yet')).toBeVisible()
    await page.getByRole('link', { name: 'New webhook' }).first().click()
    await page.getByLabel('Name').fill('Warehouse')
    await page.getByRole('textbox', { name: 'Address' }).fill('warehouse')
    await page.getByText('A ticket is made').click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('textbox', { name: 'Address' })).toHaveAccessibleDescription(/address/i)
    await expect(page.getByRole('textbox', { name: 'Address' })).toHaveAttribute('aria-invalid', 'true')
    await accessible(page)
    await page.getByRole('textbox', { name: 'Address' }).fill(program.url)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText(/^whsec_/)).toBeVisible()
    await accessible(page)
    await page.getByRole('button', { name: 'I have it' }).click()
    await page.getByRole('link', { name: /Warehouse/ }).click()
    await expect(page.getByText('Nothing yet.')).toBeVisible()

    const customer = await openShop(browser, world)
    await startWriting(customer)
    await customer.write('Is it in stock?')
    await conversationSaying(world, 'Is it in stock?')
    const log = page.getByRole('list', { name: 'What it was told' })
    const failing = log.getByRole('listitem').filter({ hasText: 'ticket.created' })
    await expect(failing).toContainText('answered 500', SOON)
    await expect(failing).toContainText('On its way')
    await failing.locator('summary').click()
    await expect(failing).toContainText('The shelf is full')
    await expect(failing).toContainText('Next attempt')
    await expect(page.getByText(/^Nothing has arrived since/)).toBeVisible(SOON)
    await accessible(page)

    program.mend()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await expect(log.getByRole('listitem').filter({ hasText: 'webhook.test' })).toContainText('Taken', SOON)
    const made = log.getByRole('listitem').filter({ hasText: 'ticket.created' })
    // By itself, if its next attempt comes before the click.
    if (await made.getByText('On its way').isVisible()) await made.getByRole('button', { name: 'Try now' }).click()
    await expect(made).toContainText('Taken', SOON)
    await made.getByRole('button', { name: 'Send again' }).click()
    const received = () => program.got.filter(({ type }) => type === 'ticket.created')
    await expect.poll(() => received().length, SOON).toBeGreaterThan(1)
    expect(new Set(received().map(({ id }) => id)).size).toBe(1)
    expect(program.got.every(({ signature }) => signature.startsWith('v1,'))).toBe(true)
    await expect(page.getByText(/^Nothing has arrived since/)).toHaveCount(0)
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByText('Nobody is told anything yet')).toBeVisible()
  } finally {
    program.close()
  }
})
