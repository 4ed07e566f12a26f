import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { startDebianPostgres } from '../kit/debian-postgres.ts'
import { natsProcess } from '../kit/nats-process.ts'
import {
  colleague,
  conversationSaying,
  expect,
  freePort,
  openDesk,
  openShop,
  ready,
  startServer,
  startWriting,
  stopServer,
  test as base,
  type World,
  worldOf,
} from './world.ts'

type Nodes = { first: World; second: World; nats: ReturnType<typeof natsProcess> }

/** Two servers on one PostgreSQL and NATS; the shop is beside the first. */
const test = base.extend<{ nodes: Nodes }>({
  nodes: [
    async ({ browser: _ }, give) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'causerie-nodes-'))
      await chmod(folder, 0o755)
      const postgres = await startDebianPostgres()
      const nats = natsProcess(await freePort())
      await nats.start()
      const [port, shop, other] = [await freePort(), await freePort(), await freePort()]
      const common = { CAUSERIE_DATA: folder, DATABASE_URL: postgres.url, NATS_URL: nats.url }
      const servers = [startServer({ ...common, PORT: String(port), DEMO_PORT: String(shop) })]
      try {
        const said = await ready(servers[0] as (typeof servers)[number])
        const second = startServer({ ...common, PORT: String(other), DEMO_PORT: 'off' })
        servers.push(second)
        await ready(second)
        const first = await worldOf(said, `http://localhost:${port}`, `http://localhost:${shop}`)
        await give({ first, second: { ...first, desk: `http://localhost:${other}` }, nats })
      } finally {
        for (const server of servers) await stopServer(server)
        await nats.kill()
        await postgres.stop()
        await rm(folder, { recursive: true, force: true })
      }
    },
    { timeout: 180_000 },
  ],
})

const editor = (page: Page) => page.getByRole('textbox', { name: 'Public reply' })
const SOON = { timeout: 30_000 }

test('two desks on two servers: the same conversation, live on both, with NATS and without', async ({
  browser,
  nodes: { first, second, nats },
}) => {
  test.setTimeout(600_000)
  const customer = await openShop(browser, first)
  await startWriting(customer)
  await customer.write('Is anybody there?')
  const id = await conversationSaying(first, 'Is anybody there?')
  const lea = await openDesk(browser, first, {}, `/inbox/all/${id}`)
  // Invited on one server, he joins on the other.
  const person = { name: 'Marc Petit', email: 'marc@example.com', role: 'team_lead' }
  const marc = await openDesk(browser, await colleague(first, person, second.desk), {}, `/inbox/all/${id}`)
  await expect(editor(lea)).toBeVisible(SOON)
  await expect(editor(marc)).toBeVisible(SOON)

  // Who looks and who types lives for moments only: test/flows/two-nodes.test.ts waits for its frames.

  // What is said, everywhere.
  await editor(marc).fill('Yes, we are two')
  await editor(marc).press('Control+Enter')
  for (const page of [lea, marc]) await expect(page.getByText('Yes, we are two').first()).toBeVisible(SOON)
  await expect(customer.widget.getByText('Yes, we are two').first()).toBeVisible(SOON)

  // A second later without NATS, and as before when it is back.
  await nats.kill()
  await customer.write('On two machines?')
  for (const page of [lea, marc]) await expect(page.getByText('On two machines?').first()).toBeVisible(SOON)
  await editor(lea).fill('On two machines')
  await editor(lea).press('Control+Enter')
  for (const page of [lea, marc])
    await expect(page.getByText('On two machines', { exact: true }).first()).toBeVisible(SOON)
  await expect(customer.widget.getByText('On two machines', { exact: true }).first()).toBeVisible(SOON)
  await nats.start()
  await customer.write('Good to know')
  for (const page of [lea, marc]) await expect(page.getByText('Good to know').first()).toBeVisible(SOON)
  await expect(marc.getByText('Good to know')).toHaveCount(await lea.getByText('Good to know').count())
})
