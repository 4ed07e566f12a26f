import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { conversationSaying, expect, openDesk, openShop, startWriting, test } from './world.ts'

test('a trigger is built, tried on the past, saved, and seen firing on what comes next [RU1] [S1.17]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('I want a refund, please')
  await conversationSaying(world, 'I want a refund, please')

  const page = await openDesk(browser, world)
  await page.goto(`${world.desk}/settings/triggers/new`)
  // What was not touched is left without a question.
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.waitForURL(/\/settings\/triggers$/)
  await page.goto(`${world.desk}/settings/triggers/new`)
  await page.getByLabel('Title').fill('Refunds are urgent')
  const when = page.getByRole('group', { name: 'All of these hold' })
  await choose(page, when.getByRole('button', { name: /Field/ }), 'Words of the message')
  await when.getByRole('textbox').fill('refund')
  const then = page.getByRole('group', { name: 'Then' })
  await choose(page, then.getByRole('button', { name: /Action/ }), 'Set the priority')
  await choose(page, then.getByRole('button', { name: /Set the priority/ }).last(), 'Urgent')
  await page.getByRole('button', { name: 'Try it' }).click()
  await expect(page.getByText(/It would have acted once/)).toBeVisible({ timeout: 30_000 })
  await noViolations(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('has not acted in the last 90 days')).toBeVisible({ timeout: 30_000 })

  await customer.write('Where is my refund?')
  const conversationId = await conversationSaying(world, 'Where is my refund?')
  await expect
    .poll(
      async () =>
        (await world.read<{ ticket: { priority: string | null } }>(`/api/v1/conversations/${conversationId}`)).ticket
          .priority,
      { timeout: 60_000 },
    )
    .toBe('urgent')
  await page.reload()
  await expect(page.getByText('Priority: Urgent')).toBeVisible({
    timeout: 30_000,
  })
})

test('a view is built and tried, listed in the inbox with its count, and follows what happens [VI3] [VI5]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('My parcel is torn')
  const conversationId = await conversationSaying(world, 'My parcel is torn')

  const page = await openDesk(browser, world)
  await page.goto(`${world.desk}/settings/views/new`)
  await page.getByLabel('Title').fill('Torn parcels')
  const which = page.getByRole('group', { name: 'All of these hold' })
  await which.getByRole('button', { name: 'Remove this condition' }).first().click()
  await choose(page, which.getByRole('button', { name: /Field/ }), 'Tags')
  await which.getByRole('textbox').fill('torn')
  await page.getByRole('button', { name: 'Try it' }).click()
  await expect(page.getByText('No ticket')).toBeVisible({ timeout: 30_000 })
  await noViolations(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('link', { name: 'Open in the inbox' }).click()
  await expect(page.getByRole('heading', { name: 'Torn parcels' })).toBeVisible({ timeout: 30_000 })

  await world.command('ticket.submit', { conversationId, changes: { tags: ['torn'] } })
  const table = page.getByRole('table', { name: 'Torn parcels' })
  await expect(table.getByRole('link', { name: 'My parcel is torn' })).toBeVisible({ timeout: 30_000 })
  await noViolations(page)
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button').click()
  await expect(page.getByRole('menuitem', { name: 'Torn parcels (1)' })).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Escape')
  await table.getByRole('link', { name: 'My parcel is torn' }).click()
  await expect(page).toHaveURL(new RegExp(`/inbox/v\\d+/${conversationId}$`))
  await world.command('ticket.submit', { conversationId, changes: { tags: [] } })
  await expect(page.getByText('Nothing here')).toBeVisible({ timeout: 30_000 })
})

test('a customer is asked where he can be reached, and a rule is built for him, found by his address, by keyboard [RU23] [CT13]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  const asks = {
    event: 'requested',
    once: true,
    conditions: { all: [], any: [] },
    actions: [{ do: 'request_email', texts: { en: 'Where can we reach you?' } }],
  }
  const rule = { kind: 'messaging_trigger', title: 'Asks for an address', category: '', active: true, definition: asks }
  const { id: ruleId } = await world.command('rule.save', rule)
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('Is the ridge kettle back?')
  await expect(customer.widget.getByText('Where can we reach you?')).toBeVisible({ timeout: 30_000 })
  const address = customer.widget.getByRole('textbox', { name: 'Your email address' })
  await address.fill('nobody@nowhere')
  await address.press('Enter')
  await expect(customer.widget.getByText('The address could not be kept.', { exact: false })).toBeVisible({
    timeout: 30_000,
  })
  await address.fill('reachable@asked.example')
  await address.press('Enter')
  await expect(customer.widget.getByText('we have noted reachable@asked.example', { exact: false })).toBeVisible({
    timeout: 30_000,
  })
  await world.command('rule.delete', { ruleId })

  const page = await openDesk(browser, world, {}, '/settings/triggers/new')
  await page.getByLabel('Title').fill('He comes first')
  const when = page.getByRole('group', { name: 'All of these hold' })
  await choose(page, when.getByRole('button', { name: /Field/ }), 'Customer')
  await when.getByRole('button', { name: /Choose/ }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('reachable@')
  await expect(page.getByRole('menuitem', { name: /reachable@asked\.example/ })).toHaveCount(1, { timeout: 30_000 })
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(when.getByRole('button', { name: 'reachable@asked.example' })).toBeVisible({ timeout: 30_000 })
  const then = page.getByRole('group', { name: 'Then' })
  await choose(page, then.getByRole('button', { name: /Action/ }), 'Set the priority')
  await choose(page, then.getByRole('button', { name: /Set the priority/ }).last(), 'Urgent')
  await noViolations(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('has not acted in the last 90 days')).toBeVisible({ timeout: 30_000 })
  await customer.write('I would like two of them')
  const conversationId = await conversationSaying(world, 'I would like two of them')
  await expect
    .poll(
      async () =>
        (await world.read<{ ticket: { priority: string | null } }>(`/api/v1/conversations/${conversationId}`)).ticket
          .priority,
      { timeout: 60_000 },
    )
    .toBe('urgent')
})

async function choose(page: Page, button: ReturnType<Page['getByRole']>, option: string): Promise<void> {
  await button.first().click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function noViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include('main').analyze()
  expect(
    violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}
