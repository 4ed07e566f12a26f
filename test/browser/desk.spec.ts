import type { Page } from '@playwright/test'
import { conversationSaying, expect, openDesk, openShop, setChannel, startWriting, test } from './world.ts'

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

/** Headless windows all believe that they have the focus. */
const turnAway = (page: Page) => focus(page, false)
const turnBack = (page: Page) => focus(page, true)
const focus = (page: Page, has: boolean) =>
  page.evaluate((now) => {
    document.hasFocus = () => now
    window.dispatchEvent(new Event(now ? 'focus' : 'blur'))
  }, has)
