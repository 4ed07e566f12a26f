import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, openDesk, openShop, startWriting, test } from './world.ts'

/** The shortest limit there is runs out within the test. */
const A_MINUTE_AND_MORE = 120_000

async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('[data-live-announcer]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual(
    [],
  )
}

test('a service level is promised in the settings; a ticket counts down, and its breach is shown [S2.8]', async ({
  browser,
  world,
}) => {
  test.setTimeout(300_000)
  const page = await openDesk(browser, world, {}, '/settings/sla')
  await page.getByRole('link', { name: 'New policy' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Everybody')
  const limit = page.getByLabel('First reply, Normal')
  await limit.fill('soon')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('One of the times cannot be read')).toBeVisible()
  await limit.fill('1 min')
  await check(page)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Everybody' })).toBeVisible()
  await page.getByRole('link', { name: 'Service levels' }).first().click()
  await expect(page.getByText('All tickets · First reply')).toBeVisible()
  await check(page)

  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('How long does delivery take?')
  await page.goto(`${world.desk}/inbox/unassigned`)
  const row = page.getByRole('listitem').filter({ hasText: 'How long does delivery take?' })
  await expect(row.getByText(/^First reply due in/)).toBeAttached()
  await row.getByRole('link').click()
  const badge = page.getByRole('button', { name: /^First reply/ })
  await badge.click()
  await expect(page.getByRole('dialog', { name: 'Service level' })).toContainText('“Everybody” is the first policy')
  await check(page)
  await page.keyboard.press('Escape')

  await expect(page.getByText('Target missed: First reply')).toBeVisible({ timeout: A_MINUTE_AND_MORE })
  await expect(badge).toHaveAccessibleName(/^First reply late by/)
  await expect(row.getByText(/^First reply late by/)).toBeAttached()
  await check(page)
  const dark = await openDesk(browser, world, { colorScheme: 'dark', locale: 'fr-FR' }, '/settings/sla')
  await dark.getByRole('link', { name: 'Everybody' }).click()
  await check(dark)

  await page.getByRole('textbox').last().fill('Three days at most.')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(badge).toHaveCount(0)
})
