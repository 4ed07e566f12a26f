import type { Page } from '@playwright/test'
import { surveyDefinition } from '../kit/surveys.ts'
import { expect, openDesk, openShop, setChannel, startWriting, test, type World } from './world.ts'

const RETURNING = 2
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

test('a session ended by the customer: the line, the composer, the history, and the survey that follows [S1.22] [S1.25]–[S1.28] [S4.33]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  // What other journeys have set up would ask first.
  const others = await world.read<{ id: number }[]>('/api/v1/surveys')
  for (const { id } of others) await world.command('survey.delete', { surveyId: id })
  const definition = { ...surveyDefinition, atSolve: false, atSessionEnd: true }
  const { id: surveyId } = await world.command('survey.save', { name: 'At the end', active: true, definition })
  await setChannel(world, { styleId: RETURNING, settings: { customerMayEnd: true } })
  const desk = await openDesk(browser, world)
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('The lamp flickers')
  await open(desk, 'The lamp flickers')
  await reply(desk, 'Please tighten the bulb.')
  await expect(customer.widget.getByText('Please tighten the bulb.')).toBeVisible()
  await customer.widget.getByRole('button', { name: 'Options' }).click()
  await customer.widget.getByRole('button', { name: /^end/i }).first().click()
  await customer.widget.getByRole('dialog').getByRole('button', { name: /end/i }).click()

  await expect(thread(desk).getByText(/ended the session/)).toBeVisible()
  await expect(desk.getByRole('textbox', { name: 'Public reply' })).toBeHidden()
  // No address of his is known: what is left is a note.
  const note = desk.getByRole('textbox', { name: 'Internal note' })
  await note.fill('He will tighten it.')
  await desk.keyboard.press('ControlOrMeta+Enter')
  await expect(thread(desk).getByText('He will tighten it.')).toBeVisible()

  const survey = customer.widget.getByRole('form', { name: 'How was our help?' })
  await survey.getByRole('button', { name: '5 of 5' }).click()
  await expect(desk.getByText(/rated it as good \(5\)/)).toBeVisible()

  await desk.getByRole('button', { name: 'More actions' }).click()
  await desk.getByRole('menuitem', { name: 'Ticket history…' }).click()
  const history = desk.getByRole('dialog')
  await expect(history.getByText('Session end reason')).toBeVisible()
  await expect(history.getByText('by the customer').first()).toBeVisible()
  await world.command('survey.delete', { surveyId })
})
