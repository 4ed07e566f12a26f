import type { Page } from '@playwright/test'
import { conversationSaying, expect, openDesk, openShop, setChannel, startWriting, test, type World } from './world.ts'

const editor = (page: Page) => page.getByRole('textbox', { name: 'Public reply' })
const tabs = (page: Page) => page.getByRole('button', { name: /^Close / })

test('a draft outlives a reload, and is there on the next device; a closed tab stays closed', async ({
  browser,
  world,
}) => {
  await setChannel(world, { styleId: 1 })
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('Which size is right?')
  const id = await conversationSaying(world, 'Which size is right?')
  const desk = await openDesk(browser, world, {}, `/inbox/all/${id}`)
  await editor(desk).fill('It depends on')
  await desk.reload()
  await expect(editor(desk)).toHaveValue('It depends on')

  const other = await openDesk(browser, world, {}, `/inbox/all/${id}`)
  await expect(editor(other)).toHaveValue('It depends on')
  await turnAway(desk)
  await editor(other).fill('It depends on your height')
  await other.context().close()
  await turnBack(desk)
  await expect(editor(desk)).toHaveValue('It depends on your height')

  await tabs(desk).click()
  await expect(desk).toHaveURL(/inbox\/all$/)
  await expect(tabs(desk)).toHaveCount(0)
})

test('an answer written offline waits; if the customer wrote meanwhile, one is asked before it goes', async ({
  browser,
  world,
}) => {
  await setChannel(world, { styleId: 1 })
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('Is it waterproof?')
  const id = await conversationSaying(world, 'Is it waterproof?')
  const desk = await openDesk(browser, world, {}, `/inbox/all/${id}`)
  await expect(editor(desk)).toBeVisible()
  await desk.context().setOffline(true)
  await editor(desk).fill('Yes, it is')
  await editor(desk).press('Enter')
  await expect(desk.getByText('Sending…')).toBeVisible()
  await expect(desk.getByText(/Connection lost/)).toBeVisible()
  await customer.write('And can I return it?')
  await desk.context().setOffline(false)

  const dialog = desk.getByRole('alertdialog')
  await expect(dialog).toContainText('And can I return it?')
  await dialog.getByRole('button', { name: 'Back to my reply' }).click()
  await expect(editor(desk)).toHaveValue('Yes, it is')
  await editor(desk).fill('Yes, and yes')
  await editor(desk).press('Enter')
  await expect(customer.widget.getByText('Yes, and yes')).toBeVisible()
  await expect(customer.widget.getByText('Yes, it is')).toHaveCount(0)
})

test('what came while nobody looked begins at a mark, which stays while it is read', async ({ browser, world }) => {
  await setChannel(world, { styleId: 1 })
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('Do you ship abroad?')
  const id = await conversationSaying(world, 'Do you ship abroad?')
  const desk = await openDesk(browser, world, {}, `/inbox/all/${id}`)
  await expect.poll(() => readUpTo(world, id)).toBe(2)
  await expect(mark(desk)).toHaveCount(0)

  await turnAway(desk)
  await customer.write('To Norway, that is')
  await customer.write(Array.from({ length: 60 }, (_, line) => `Line ${line} of what I want`).join('\n'))
  await expect(desk.getByRole('log').getByText('Line 59 of what I want')).toBeVisible()
  await turnBack(desk)
  await expect(mark(desk)).toHaveCount(1)
  await expect.poll(() => readUpTo(world, id)).toBeGreaterThan(2)
  await desk.getByRole('log').hover()
  await desk.mouse.wheel(0, -600)
  await expect(desk.getByText('To the newest')).toBeVisible()
  await expect(mark(desk)).toHaveCount(1)

  await turnAway(desk)
  await turnBack(desk)
  await expect(mark(desk)).toHaveCount(0)
})

/** The public position of the last message that people have read. */
const readUpTo = async (world: World, id: number) =>
  (await world.read<{ conversation: { peopleRead: number } }>(`/api/v1/conversations/${id}`)).conversation.peopleRead

/** The line before what is unread. */
const mark = (page: Page) => page.getByRole('log').getByText('New', { exact: true })

/** Headless windows all believe that they have the focus. */
const turnAway = (page: Page) => focus(page, false)
const turnBack = (page: Page) => focus(page, true)
const focus = (page: Page, has: boolean) =>
  page.evaluate((now) => {
    document.hasFocus = () => now
    window.dispatchEvent(new Event(now ? 'focus' : 'blur'))
  }, has)
