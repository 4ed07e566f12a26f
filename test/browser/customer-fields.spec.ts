import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { ConversationSnapshot, TicketDefinitions } from '../../server/tickets/contract.ts'
import { conversationSaying, type Customer, expect, openDesk, openShop, startWriting, test } from './world.ts'

const SOON = { timeout: 30_000 }

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('[data-live-announcer]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

/** A field for customers, by the screens of the settings. */
async function makeField(desk: Page, title: string, kind: string, customer: string): Promise<void> {
  await desk.getByRole('link', { name: 'New field' }).first().click()
  await desk.getByRole('group', { name: 'Name', exact: true }).getByLabel('English').fill(title)
  await desk.getByRole('button', { name: /Kind/ }).click()
  await desk.getByRole('option', { name: kind }).first().click()
  if (kind === 'Drop-down list')
    for (const option of ['Parcel', 'Letter']) {
      await desk.getByPlaceholder('New option').fill(option)
      await desk.getByPlaceholder('New option').press('Enter')
    }
  await desk.getByRole('radio', { name: new RegExp(`^${customer}`) }).check({ force: true })
  await accessible(desk)
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByRole('link', { name: title })).toBeVisible(SOON)
}

const details = (customer: Customer) => customer.widget.locator('details')

test('a field for customers is made, filled in by the customer in the widget, and read by the agent; what the agent sets is shown at once [TK20]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  const desk = await openDesk(browser, world, {}, '/settings/fields')
  await makeField(desk, 'What was sent', 'Drop-down list', 'Filled in by the customer')
  await makeField(desk, 'Pieces', 'Number', 'Filled in by the customer')
  await makeField(desk, 'Carrier', 'Text', 'Shown')

  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('It has not arrived')
  const id = await conversationSaying(world, 'It has not arrived')
  await expect(details(customer).getByText('2 to fill in')).toBeVisible(SOON)
  await details(customer).locator('summary').press('Enter')
  await accessible(customer.page)
  await details(customer).getByLabel('What was sent').selectOption('Letter')
  await details(customer).getByLabel('Pieces').fill('twelve')
  await details(customer).getByRole('button', { name: 'Save' }).click()
  await expect(details(customer).getByText('Please check “Pieces”.')).toBeVisible()
  await expect(details(customer).getByLabel('Pieces')).toHaveValue('twelve')

  // While he is at it, the agent says by whom it goes: what is typed stays.
  const ticket = async () => (await world.read<ConversationSnapshot>(`/api/v1/conversations/${id}`)).ticket
  await desk.goto(`${world.desk}/inbox/all/${id}`)
  const carrier = desk.getByRole('textbox', { name: 'Carrier' })
  await carrier.fill('La Poste')
  await carrier.press('Enter')
  await expect(details(customer).getByText('La Poste')).toBeVisible(SOON)
  await expect(details(customer).getByLabel('Pieces')).toHaveValue('twelve')

  await details(customer).getByLabel('Pieces').fill('12')
  await details(customer).getByLabel('Pieces').press('Enter')
  await expect(details(customer).getByText('Saved.')).toBeVisible(SOON)
  await expect(details(customer).getByText('2 to fill in')).toHaveCount(0)
  await expect(desk.getByRole('textbox', { name: 'Pieces' })).toHaveValue('12', SOON)
  await expect(desk.getByRole('button', { name: /What was sent/ })).toContainText('Letter')
  expect(
    Object.values((await ticket())?.fields ?? {})
      .map(String)
      .toSorted(),
  ).toEqual(['12', 'La Poste', 'letter'])

  // He sees it again after a reload.
  await customer.comeBack()
  if (!(await details(customer).isVisible())) await customer.widget.getByText('It has not arrived').first().click()
  await expect(details(customer).getByLabel('Pieces')).toHaveValue('12', SOON)

  // Other journeys' customers are asked nothing.
  const { fields } = await world.read<TicketDefinitions>('/api/v1/ticket-definitions')
  for (const field of fields) await world.command('ticket_field.delete', { fieldId: field.id })
})
