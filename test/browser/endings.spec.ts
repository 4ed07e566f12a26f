import type { Page } from '@playwright/test'
import { expect, openDesk, openShop, setChannel, startWriting, test, type World } from './world.ts'

const thread = (desk: Page) => desk.getByRole('log', { name: 'Messages' })

async function open(desk: Page, text: string): Promise<void> {
  await desk
    .getByRole('list', { name: 'Conversations' })
    .getByRole('listitem')
    .filter({ hasText: text })
    .first()
    .click()
  await expect(thread(desk).getByText(text).first()).toBeVisible()
}

async function reply(desk: Page, text: string): Promise<void> {
  await desk.getByRole('textbox', { name: 'Public reply' }).click()
  await desk.keyboard.type(text)
  await desk.keyboard.press('Enter')
  await expect(thread(desk).getByText(text)).toBeVisible()
}

/** A style that reminds after a minute, and ends the session with it. */
const hurried = (world: World) =>
  world.command('style.save', {
    kind: 'custom',
    name: 'Hurried',
    closeAfterSeconds: 3_600,
    undoSeconds: 0,
    inactivity: {
      steps: [{ afterMinutes: 1, text: { en: 'Nobody there? Goodbye.' }, status: 'pending', tags: ['reminded'] }],
      endAfterMinutes: 0,
    },
  }) as Promise<{ id: number }>

test('a session ended both ways: by the agent in the composer, and by silence; the history says which [S1.24] [S1.25] [S1.27]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  const { id: styleId } = await hurried(world)
  await setChannel(world, { styleId, settings: { tellEnd: true } })
  const desk = await openDesk(browser, world)
  const customer = await openShop(browser, world)
  await startWriting(customer)

  await customer.write('The kettle leaks')
  await open(desk, 'The kettle leaks')
  await reply(desk, 'A new one is on its way.')
  await desk.getByRole('button', { name: 'End session' }).first().click()
  await desk.getByRole('alertdialog').getByRole('button', { name: 'End session' }).click()
  await expect(thread(desk).getByText(/ended the session/i)).toBeVisible()
  await expect(desk.getByRole('textbox', { name: 'Public reply' })).toBeHidden()

  await customer.write('Another thing: the lid')
  await desk.goto(`${world.desk}/inbox/unassigned`)
  await open(desk, 'Another thing: the lid')
  await reply(desk, 'Which colour?')
  await expect(customer.widget.getByText('Nobody there? Goodbye.')).toBeVisible({ timeout: 120_000 })
  await expect(thread(desk).getByText('Nobody there? Goodbye.')).toBeVisible()
  await expect(thread(desk).getByText('The session ended: nobody wrote')).toBeVisible()
  await expect(desk.getByText('reminded').first()).toBeVisible()
})
