import { randomUUID } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
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

type Snapshot = {
  ticket: { status: string; assigneeId: number | null }
  conversation: { style: { kind: string } }
}
const snapshotOf = (world: World, id: number) => world.read<Snapshot>(`/api/v1/conversations/${id}`)
const statusOf = async (world: World, id: number) => (await snapshotOf(world, id)).ticket.status

/** Set up with one click, and what it sets is said before. */
async function byRecipe(desk: Page, recipe: string, says: RegExp): Promise<void> {
  const card = desk.getByRole('listitem').filter({ has: desk.getByRole('heading', { name: recipe, exact: true }) })
  await expect(card.getByText(says)).toBeVisible()
  await card.getByRole('button', { name: /^Use the recipe/ }).click()
  await desk.getByRole('alertdialog').getByRole('button', { name: 'Use it' }).click()
  await expect(desk.getByText(new RegExp(`is set up by “${recipe}”`)).first()).toBeVisible({ timeout: 30_000 })
}

async function undo(desk: Page, recipe: string): Promise<void> {
  await desk
    .getByRole('button', { name: new RegExp(`^Undo “${recipe}”`) })
    .first()
    .click()
  await expect(desk.getByText('The recipe is undone.').first()).toBeVisible({ timeout: 30_000 })
}

async function begun(browser: Browser, world: World, text: string): Promise<{ customer: Customer; id: number }> {
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write(text)
  return { customer, id: await conversationSaying(world, text) }
}

/** The agent answers, and sets this status with it. */
const answered = (world: World, conversationId: number, status: 'solved' | 'pending') =>
  world.command('ticket.submit', {
    conversationId,
    message: { messageId: uuid(), content: { text: 'Here you are.' }, visibility: 'public' },
    changes: { status },
  })

test('each style by recipe: one click, and the next conversation ends as the recipe says; then it is undone [S0.15] [S0.17] [S0.25] [S0.40]', async ({
  browser,
  world,
}) => {
  test.setTimeout(360_000)
  const desk = await openDesk(browser, world, {}, '/settings/styles/recipes')

  await byRecipe(desk, 'Urgent live support', /close at once/i)
  const urgent = await begun(browser, world, 'The taxi is not here')
  expect((await snapshotOf(world, urgent.id)).conversation.style.kind).toBe('live_chat')
  await answered(world, urgent.id, 'solved')
  await expect.poll(() => statusOf(world, urgent.id), { timeout: 60_000 }).toBe('closed')
  await urgent.customer.write('Another taxi, please')
  expect(await conversationSaying(world, 'Another taxi, please')).not.toBe(urgent.id)
  await undo(desk, 'Urgent live support')

  await byRecipe(desk, 'Shop with follow-up questions', /1 day/)
  const shop = await begun(browser, world, 'Does the kettle whistle?')
  await answered(world, shop.id, 'solved')
  const { ticket: solved, conversation } = await snapshotOf(world, shop.id)
  expect([solved.status, conversation.style.kind]).toEqual(['solved', 'live_chat_returning'])
  await shop.customer.write('And how loudly?')
  await expect.poll(() => statusOf(world, shop.id), { timeout: 60_000 }).toBe('open')
  expect((await snapshotOf(world, shop.id)).ticket.assigneeId).toBe(solved.assigneeId)
  await undo(desk, 'Shop with follow-up questions')

  await byRecipe(desk, 'Social messaging', /4 days/)
  const social = await begun(browser, world, 'I dispute this invoice')
  await answered(world, social.id, 'pending')
  expect((await snapshotOf(world, social.id)).conversation.style.kind).toBe('social_messaging')
  await social.customer.write('Here is the letter')
  await expect.poll(() => statusOf(world, social.id), { timeout: 60_000 }).toBe('open')
  await undo(desk, 'Social messaging')
})

/** Version 7, as clients make them. */
function uuid(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
