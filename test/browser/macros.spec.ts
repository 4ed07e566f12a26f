import { conversationSaying, expect, openDesk, openShop, setChannel, startWriting, test } from './world.ts'

test('a macro is made, put into an answer by typing, and sent as one update; / brings a saved reply [RU8] [RU9] [S1.33]', async ({
  browser,
  world,
}) => {
  await setChannel(world, { styleId: 3 })
  const settings = await openDesk(browser, world, {}, '/settings/macros/new')
  await settings.getByLabel('Name').fill('Say goodbye')
  await settings.getByRole('radio', { name: 'For everybody' }).check({ force: true })
  await settings.getByLabel('English').fill('Goodbye, yours {{agent.shoe}}')
  await settings.getByRole('button', { name: /^Leave as it is Status/ }).click()
  await settings.getByRole('option', { name: 'Solved' }).click()
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(settings.getByText('There is nothing called agent.shoe to fill in.')).toBeVisible()
  await settings.getByLabel('English').fill('Goodbye, yours {{agent.name}}')
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(settings.getByRole('link', { name: /Say goodbye/ })).toContainText('not used lately')

  await settings.goto('/settings/replies')
  await settings.getByRole('button', { name: 'New saved reply' }).first().click()
  const dialog = settings.getByRole('dialog')
  await dialog.getByLabel('Shortcut').fill('look')
  await dialog.getByLabel('English').fill('I am looking at it.')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(settings.getByRole('button', { name: /\/look/ })).toBeVisible()

  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('Is the blue one back?')
  const id = await conversationSaying(world, 'Is the blue one back?')
  const desk = await openDesk(browser, world, {}, `/inbox/all/${id}`)
  const editor = desk.getByRole('textbox', { name: 'Public reply' })
  await editor.pressSequentially('Hello! /lo')
  await expect(desk.getByRole('option', { name: /\/look/ })).toBeVisible()
  await editor.press('Enter')
  await expect(editor).toHaveValue('Hello! I am looking at it.')
  await editor.press('Enter')
  await expect(customer.widget.getByText('Hello! I am looking at it.')).toBeVisible()

  await editor.press('Escape')
  await desk.keyboard.press('m')
  await desk.getByRole('searchbox', { name: 'Choose a macro' }).fill('goodb')
  await desk.getByRole('menuitem', { name: /Say goodbye/ }).click()
  await expect(editor).toHaveValue(/^Goodbye, yours \S/)
  const pending = desk.getByRole('group', { name: 'Goes with the next submit' })
  await expect(pending).toContainText('Status: Solved')
  await desk.getByRole('button', { name: 'Send · set Solved' }).click()
  await expect(customer.widget.getByText(/^Goodbye, yours \S/)).toBeVisible()
  await expect(pending).toHaveCount(0)

  type Update = { changes: { status?: string[] }; rules: { title: string }[] | null }
  const [latest] = await world.read<Update[]>(`/api/v1/conversations/${id}/updates`)
  expect(latest?.changes.status?.[1]).toBe('solved')
  expect(latest?.rules?.map(({ title }) => title)).toContain('Say goodbye')
})
