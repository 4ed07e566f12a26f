import { type Customer, expect, openDesk, openShop, setChannel, startWriting, test } from './world.ts'
import type { Page } from '@playwright/test'

const LIVE = 1
const RETURNING = 2
const SOCIAL = 3

/** The agent opens the newest conversation that says this, and answers. */
async function answer(desk: Page, text: string, reply: string): Promise<void> {
  await row(desk, text).click()
  await expect(thread(desk).getByText(text).first()).toBeVisible()
  await composer(desk).click()
  await desk.keyboard.type(reply)
  await desk.keyboard.press('Enter')
  await expect(thread(desk).getByText(reply)).toBeVisible()
}

async function submitAs(desk: Page, status: RegExp): Promise<void> {
  await desk.getByRole('button', { name: 'Submit as' }).click()
  await desk.getByRole('menuitem', { name: status }).click()
}

const row = (desk: Page, text: string) =>
  desk.getByRole('list', { name: 'Conversations' }).getByRole('listitem').filter({ hasText: text }).first()
const thread = (desk: Page) => desk.getByRole('log', { name: 'Messages' })
const composer = (desk: Page) => desk.getByRole('textbox', { name: 'Public reply' })
const said = (customer: Customer) => customer.widget.locator('body').innerText()

test('live chat: solved closes at once, the customer who returns starts anew [S0.4, S0.6, S0.11–S0.14]', async ({
  browser,
  world,
}) => {
  await setChannel(world, { styleId: LIVE })
  const desk = await openDesk(browser, world)
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('Where is my order 4711?')
  await answer(desk, 'Where is my order 4711?', 'It leaves the depot tomorrow.')
  await expect(customer.widget.getByText('It leaves the depot tomorrow.')).toBeVisible()
  const closed = async () => (await world.read<{ counts: { closed: number } }>('/api/v1/inbox/counts')).counts.closed
  // Other journeys have closed some of theirs.
  const before = await closed()
  await submitAs(desk, /solved/i)
  await expect(desk.getByRole('button', { name: /undo/i })).toBeVisible()
  await expect.poll(closed, { timeout: 30_000 }).toBe(before + 1)
  await customer.write('One more question about the kettle')
  await desk.goto(`${world.desk}/inbox/unassigned`)
  await expect(row(desk, 'One more question about the kettle')).toBeVisible()
  expect(await said(customer)).toContain('One more question')
})

test('returning customer: within the gap the same ticket opens again for the same agent [S0.18, S0.19, S0.22–S0.24]', async ({
  browser,
  world,
}) => {
  await setChannel(world, { styleId: RETURNING })
  const desk = await openDesk(browser, world)
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('My cup arrived broken')
  await answer(desk, 'My cup arrived broken', 'A new one leaves today.')
  await submitAs(desk, /solved/i)
  await customer.comeBack()
  await expect(customer.widget.getByText('A new one leaves today.').first()).toBeVisible()
  if (!(await customer.widget.locator('textarea').isVisible()))
    await customer.widget.getByText('A new one leaves today.').first().click()
  await customer.write('And the saucer?')
  await expect(thread(desk).getByText('And the saucer?')).toBeVisible()
  await desk.goto(`${world.desk}/inbox/mine`)
  await expect(row(desk, 'And the saucer?')).toBeVisible()
})

test('social messaging: pending goes back to open with the next message, the thread stays one [S0.29, S0.33, S0.35, S0.37]', async ({
  browser,
  world,
}) => {
  await setChannel(world, { styleId: SOCIAL })
  const desk = await openDesk(browser, world)
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('I need an invoice for 4720')
  await answer(desk, 'I need an invoice for 4720', 'Which name shall it bear?')
  await submitAs(desk, /pending/i)
  await customer.write('Halte Ltd')
  await desk.goto(`${world.desk}/inbox/mine`)
  await expect(row(desk, 'Halte Ltd')).toBeVisible()
})

test('an ended session: by the agent, silently; the next message starts anew; by the customer, with a line [S1.7, S1.21, S1.25–S1.27, S1.31, S4.33]', async ({
  browser,
  world,
}) => {
  await setChannel(world, { styleId: SOCIAL })
  const desk = await openDesk(browser, world)
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('Please call me about 4730')
  await answer(desk, 'Please call me about 4730', 'We call you at five.')
  await desk.getByRole('button', { name: 'End session' }).click()
  await desk.getByRole('alertdialog').getByRole('button', { name: /end/i }).click()
  await expect(thread(desk).getByText(/ended/i).first()).toBeVisible()
  await customer.write('Something else entirely')
  await desk.goto(`${world.desk}/inbox/unassigned`)
  await expect(row(desk, 'Something else entirely')).toBeVisible()
  await customer.widget.getByRole('button', { name: 'Options' }).click()
  await customer.widget.getByRole('button', { name: /^end/i }).first().click()
  await customer.widget.getByRole('dialog').getByRole('button', { name: /end/i }).click()
  await expect(customer.widget.getByText(/ended/i).first()).toBeVisible()
})
