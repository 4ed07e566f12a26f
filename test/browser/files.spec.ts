import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, openDesk, test } from './world.ts'

type SettingsFile = { format: string; settings: Record<string, Record<string, unknown>[]> }
const json = (content: string) => ({
  name: 'settings.json',
  mimeType: 'application/json',
  buffer: Buffer.from(content),
})

async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual(
    [],
  )
}

test('settings go to a file, come back changed, and are taken back; what is no such file is told [TF2] [TF3] [TF4]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  await world.command('skill.save', { name: 'Russian', agents: [] })
  const desk = await openDesk(browser, world, {}, '/settings/files')
  await desk.getByRole('button', { name: 'Choose from: Skills' }).click()
  await expect(desk.getByRole('list', { name: 'Skills' }).getByText('Russian')).toBeVisible()
  await check(desk)
  const [download] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('button', { name: /^Save .* as a file$/ }).click(),
  ])
  const file = JSON.parse(await readFile(await download.path(), 'utf8')) as SettingsFile
  expect(file.settings['skill']).toContainEqual({ name: 'Russian' })

  await desk.getByRole('button', { name: 'Import from a file…' }).click()
  const dialog = desk.getByRole('dialog')
  const give = (content: string) => dialog.locator('input[type=file]').setInputFiles(json(content))
  await give('{ "format": ')
  await expect(dialog.getByText('This file cannot be read.')).toBeVisible()
  await give('{ "name": "another" }')
  await expect(dialog.getByText('This is no file of settings')).toBeVisible()
  await give(JSON.stringify({ ...file, settings: { queue: [{ name: 'Half' }] } }))
  await expect(dialog.getByText('Queues, entry 1').first()).toBeVisible()

  const skill = [...(file.settings['skill'] ?? []), { name: 'Ukrainian' }]
  await give(JSON.stringify({ ...file, settings: { ...file.settings, skill } }))
  await expect(dialog.getByText(/^One new entry/)).toBeVisible()
  await expect(dialog.getByRole('radio', { name: /Leave it as it is/ })).toBeChecked()
  await check(desk)
  await dialog.getByRole('button', { name: 'Import one entry' }).click()
  await expect(desk.getByText('One entry is imported').first()).toBeVisible()

  await desk.goto(`${world.desk}/settings/audit`)
  await expect(desk.getByText('imported settings from the file').first()).toBeVisible()
  await desk.goto(`${world.desk}/settings/files`)
  await desk.getByRole('button', { name: 'Take back settings.json' }).first().click()
  await desk.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click()
  await expect(desk.getByText('One entry is taken back').first()).toBeVisible()
  await desk.goto(`${world.desk}/settings/skills`)
  await expect(desk.getByRole('link', { name: 'Russian' })).toBeVisible()
  await expect(desk.getByRole('link', { name: 'Ukrainian' })).toHaveCount(0)
})

test('rules of style are put in order by the keyboard, switched, found, copied and deleted like other rules [CH8]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  const choice = () =>
    world.read<{ version: number; rules: { title: string; active: boolean }[] }>('/api/v1/style-choice')
  const titles = async () => (await choice()).rules.map(({ title }) => title)
  const rule = (title: string) => ({
    title,
    active: false,
    styleId: 1,
    conditions: { all: [{ field: 'page', operator: 'contains_any', value: ['nowhere'] }], any: [] },
  })
  await world.command('style.choose', { version: (await choice()).version, rules: [rule('First'), rule('Second')] })
  const desk = await openDesk(browser, world, {}, '/settings/styles/choice')
  await desk.getByRole('button', { name: 'Move First' }).focus()
  await desk.keyboard.press('Enter')
  // The places it may go to are there a moment later.
  await expect(desk.locator(':focus')).toHaveAttribute('aria-label', /^Insert/)
  await desk.keyboard.press('End')
  await expect(desk.locator(':focus')).toHaveAttribute('aria-label', 'Insert after Second')
  await desk.keyboard.press('Enter')
  await expect.poll(titles).toEqual(['Second', 'First'])

  await desk.getByRole('button', { name: 'More about First' }).click()
  await desk.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect.poll(titles).toEqual(['Second', 'First', 'Copy of First'])
  await desk.getByRole('switch', { name: 'Second: switched on' }).click({ force: true })
  await expect.poll(async () => (await choice()).rules[0]?.active).toBe(true)
  await desk.getByLabel('Search these rules').fill('copy')
  await expect(desk.getByRole('row')).toHaveCount(1)
  await desk.getByRole('button', { name: 'More about Copy of First' }).click()
  await desk.getByRole('menuitem', { name: /Delete/ }).click()
  await desk.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect.poll(titles).toEqual(['Second', 'First'])
  await world.command('style.choose', { version: (await choice()).version, rules: [] })
})
