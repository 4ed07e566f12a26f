import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import {
  conversationSaying,
  type Customer,
  expect,
  openDesk,
  openShop,
  startWriting,
  test,
  type World,
} from './world.ts'

async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // React Aria's own live region: what it names goes when a dialog closes, a moment before the region does.
    .exclude('[data-live-announcer]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

type Known = { contactId: number; conversationId: number }

/** Somebody who has written, and whom the team has given a name. */
async function known(world: World, customer: Customer, name: string, text: string): Promise<Known> {
  await startWriting(customer)
  await customer.write(text)
  const conversationId = await conversationSaying(world, text)
  const { contact } = await world.read<{ contact: { id: number } }>(`/api/v1/conversations/${conversationId}`)
  await world.command('contact.update', { contactId: contact.id, name })
  return { contactId: contact.id, conversationId }
}

test('a contact is found, changed, and its conversation opens in the inbox', async ({ browser, world }) => {
  const customer = await openShop(browser, world)
  await known(world, customer, 'Ottilie Brandt', 'Where is my lamp?')
  const page = await openDesk(browser, world, {}, '/contacts')
  await page.getByRole('searchbox').fill('otti')
  await expect(page.getByText('1 contact', { exact: true })).toBeVisible()
  await check(page)
  await page.getByRole('link', { name: /Ottilie Brandt/ }).click()
  await expect(page.getByRole('heading', { name: 'Ottilie Brandt' })).toBeVisible()

  await page.getByLabel('Notes').fill('Prefers the phone')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Notes')).toHaveValue('Prefers the phone')

  await page.getByRole('link', { name: /Where is my lamp/ }).click()
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('Where is my lamp?')
})

test('an address is claimed until somebody confirms it, says so, and comes back when it was removed by mistake [CT3]', async ({
  browser,
  world,
}) => {
  const customer = await openShop(browser, world)
  const { contactId } = await known(world, customer, 'Iris Novak', 'Do you sell wool?')
  const page = await openDesk(browser, world, {}, `/contacts/${contactId}`)
  const field = page.getByLabel('Add an email address')
  await field.fill('not an address')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText('iris@example.com')).toHaveCount(0)
  await field.fill('iris@example.com')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const line = page.getByRole('listitem').filter({ hasText: 'iris@example.com' })
  await expect(line).toContainText('Typed by somebody; confirmed by nobody')

  await line.getByRole('button', { name: 'Remove iris@example.com' }).click()
  await expect(line).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(line).toBeVisible()

  await line.getByRole('button', { name: 'Confirm iris@example.com' }).click()
  await page.getByLabel('How do you know?').fill('Gave the invoice number')
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
  await expect(line).toContainText('Confirmed by a colleague')
  await check(page)
})

test('a blocked contact is marked, and can be unblocked [CT7]', async ({ browser, world }) => {
  const customer = await openShop(browser, world)
  const { contactId } = await known(world, customer, 'Bruno Weiss', 'Buy my watches')
  const page = await openDesk(browser, world, {}, `/contacts/${contactId}`)
  await page.getByRole('button', { name: 'Block' }).click()
  await check(page)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Block' }).click()
  await expect(page.getByRole('button', { name: 'Unblock' })).toBeVisible()
  await page.getByRole('link', { name: 'Contacts' }).last().click()
  await expect(page.getByRole('link', { name: /Bruno Weiss/ })).toContainText('Blocked')
  await page.getByRole('link', { name: /Bruno Weiss/ }).click()
  await page.getByRole('button', { name: 'Unblock' }).click()
  await expect(page.getByRole('button', { name: 'Block', exact: true })).toBeVisible()
})

test('two records are compared, made one, and taken apart again [CT5][CT6]', async ({ browser, world }) => {
  const [one, other] = [await openShop(browser, world), await openShop(browser, world)]
  const first = await known(world, one, 'Nora Lindqvist', 'A question from the sofa')
  const second = await known(world, other, 'Nora Lindqvist', 'A question from the office')
  const page = await openDesk(browser, world, {}, `/contacts/${first.contactId}`)
  await page.getByRole('button', { name: 'Merge…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/With the same address or name/)).toBeVisible()
  await check(page)
  await dialog.getByRole('listitem').getByRole('button').first().click()
  await expect(dialog.getByRole('heading', { name: 'Stays' })).toBeVisible()
  await check(page)
  await dialog.getByRole('button', { name: 'Merge them' }).click()
  await expect(page.getByRole('heading', { name: 'Merged contacts' })).toBeVisible()
  await expect(page.getByRole('link', { name: /A question from the office/ })).toBeVisible()
  await check(page)

  // Whoever has the old address is led to the one that stayed.
  await page.goto(`${world.desk}/contacts/${second.contactId}`)
  await expect(page).toHaveURL(new RegExp(`/contacts/${first.contactId}$`))

  await page.getByRole('button', { name: 'Split off Nora Lindqvist' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Split' }).click()
  await expect(page.getByRole('heading', { name: 'Merged contacts' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: /A question from the office/ })).toHaveCount(0)
  await expect(page.getByRole('link', { name: /A question from the sofa/ })).toBeVisible()
})
