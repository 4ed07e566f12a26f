import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { ConversationSnapshot } from '../../server/tickets/contract.ts'
import { conversationSaying, expect, openDesk, openShop, startWriting, test } from './world.ts'

const SOON = { timeout: 30_000 }
const A_MINUTE_AND_MORE = { timeout: 120_000 }

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('[data-live-announcer]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

test('a style is made with reminders and an end, given to a channel, and does to a silent customer what it says [S0.18] [S1.5]', async ({
  browser,
  world,
}) => {
  test.setTimeout(360_000)
  const desk = await openDesk(browser, world, {}, '/settings/styles')
  await desk.getByRole('button', { name: 'New style' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Patient')
  await dialog.getByLabel('Time from Solved to Closed').fill('3')
  await accessible(desk)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)

  await desk.getByRole('link', { name: /silent, in the style “Patient”/ }).click()
  await desk.getByText('Act when the customer does not answer').click()
  await desk.getByLabel('Minutes of silence').fill('1')
  const reminder = desk.getByRole('group', { name: 'Reminder to the customer' })
  await reminder.getByLabel('English').fill('Are you there?')
  await expect(reminder.getByText(/Missing/)).toBeVisible()
  await reminder.getByLabel('French').fill('Êtes-vous là ?')
  await desk.getByLabel('Add tags').fill('silent, ')
  await desk.getByRole('button', { name: 'Add a step' }).click()
  await desk.getByRole('button', { name: /Remove the second step/ }).click()
  await desk.getByText('End the session after the last step').click()
  await expect(desk.getByText(/After 1 minute of silence, with 1 reminder/)).toBeVisible()
  await accessible(desk)
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByText('Saved.').first()).toBeVisible()
  // It is as it was left, also for whoever loads the page anew.
  await desk.reload()
  await expect(reminder.getByLabel('French')).toHaveValue('Êtes-vous là ?')
  await expect(desk.getByLabel('Add tags')).toHaveValue('silent')

  await desk.goto(`${world.desk}/settings/channels`)
  await desk.getByRole('link', { name: /Website/ }).click()
  await desk.getByRole('button', { name: /Style/ }).first().click()
  await desk.getByRole('option', { name: /Patient/ }).click()
  await desk.getByRole('tab', { name: /Behaviour|Conversation/ }).click()
  await expect(desk.getByRole('switch', { name: 'Customers may end it' })).toBeChecked()
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByText(/^Saved\./).first()).toBeVisible()

  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('My lid is stuck')
  const id = await conversationSaying(world, 'My lid is stuck')
  await customer.widget.getByRole('button', { name: 'Options' }).click()
  await expect(customer.widget.getByRole('button', { name: /^End the conversation/ })).toBeVisible()
  await customer.page.keyboard.press('Escape')
  await desk.goto(`${world.desk}/inbox/all/${id}`)
  await desk.getByRole('textbox', { name: 'Public reply' }).click()
  await desk.keyboard.type('Warm it a little.')
  await desk.keyboard.press('Enter')
  await expect(customer.widget.getByText('Warm it a little.')).toBeVisible(SOON)
  await expect(customer.widget.getByText('Are you there?')).toBeVisible(A_MINUTE_AND_MORE)
  const snapshot = () => world.read<ConversationSnapshot>(`/api/v1/conversations/${id}`)
  await expect.poll(async () => (await snapshot()).conversation.session.state, SOON).toBe('ended')
  const { conversation, ticket } = await snapshot()
  expect([conversation.session.endReason, conversation.style.name, ticket?.tags]).toEqual([
    'inactivity',
    'Patient',
    ['silent'],
  ])
})
