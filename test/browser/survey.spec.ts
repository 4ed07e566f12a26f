import { expect, openDesk, openShop, startWriting, test } from './world.ts'

test('a survey is set up by recipe; at the session’s end the customer answers, and the desk shows it [S1.22] [S1.23] [S2.28]', async ({
  browser,
  world,
}) => {
  const desk = await openDesk(browser, world, {}, '/settings/surveys')
  await desk.getByRole('link', { name: 'New survey' }).click()
  await desk.getByRole('textbox', { name: 'Name' }).fill('After each chat')
  await desk.getByRole('radio', { name: /At the session’s end/ }).check({ force: true })
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByRole('link', { name: 'After each chat' })).toBeVisible()

  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('Where is my order 4711?')
  await desk.goto(`${world.desk}/inbox/unassigned`)
  await desk
    .getByRole('list', { name: 'Conversations' })
    .getByRole('listitem')
    .filter({ hasText: '4711' })
    .first()
    .click()
  await desk.getByRole('textbox', { name: 'Public reply' }).click()
  await desk.keyboard.type('It leaves tomorrow.')
  await desk.keyboard.press('Enter')
  await expect(customer.widget.getByText('It leaves tomorrow.')).toBeVisible()
  await desk.getByRole('button', { name: 'End session' }).click()
  await desk.locator('[role=dialog], [role=alertdialog]').getByRole('button', { name: 'End session' }).click()

  const survey = customer.widget.getByRole('form', { name: 'How was our help?' })
  await expect(survey).toBeVisible()
  await survey.getByRole('button', { name: '2 of 5' }).click()
  await survey.getByRole('button', { name: 'Too slow' }).click()
  await survey.getByRole('textbox').fill('Three days, really?')
  await survey.getByRole('button', { name: 'Send' }).click()
  await expect(survey.getByText(/Thank you/)).toBeVisible()

  await expect(desk.getByText('Three days, really?')).toBeVisible()
  await expect(desk.getByText(/rated it as bad \(2\)/)).toBeVisible()
  await customer.comeBack()
  await customer.widget.getByText('It leaves tomorrow.').first().click()
  await customer.widget.getByRole('button', { name: '5 of 5' }).click()
  await desk.goto(`${world.desk}/satisfaction`)
  const row = desk.getByRole('row').filter({ hasText: 'Three days, really?' })
  await expect(row.getByText('5 of 5')).toBeVisible()
})
