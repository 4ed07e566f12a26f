import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, openDesk, openShop, test } from './world.ts'

const DAY = 86_400_000
const compact = (at: number) => new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
/** Closed from yesterday until twenty days from now, whatever the day of this run. */
const calendar = () =>
  [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    `DTSTART;VALUE=DATE:${compact(Date.now() - DAY)}`,
    `DTEND;VALUE=DATE:${compact(Date.now() + 20 * DAY)}`,
    'SUMMARY:Works',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20270104',
    'RRULE:FREQ=WEEKLY',
    'SUMMARY:Team meeting',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\n')

async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('[data-live-announcer]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual(
    [],
  )
}

test('opening hours are set by pointer and keyboard, closed by a calendar, and said by the widget [S4.27] [S4.38]', async ({
  browser,
  world,
}) => {
  const page = await openDesk(browser, world, {}, '/settings/schedules')
  await page.getByRole('link', { name: 'New opening hours' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Office')
  await page.getByRole('button', { name: /^Time zone/ }).click()
  await page.getByRole('dialog').getByRole('searchbox').fill('kolkata')
  await page.getByRole('menuitem', { name: 'Asia/Kolkata' }).click()

  const opens = page.getByRole('slider', { name: 'Monday, opens' })
  await opens.press('ArrowLeft')
  await opens.press('PageDown')
  await expect(page.getByLabel('Monday, opens').last()).toHaveValue('07:45')
  const sunday = page.getByRole('listitem').filter({ hasText: 'Sunday' })
  // Away from what stands at the foot of the page.
  await sunday.evaluate((row) => row.scrollIntoView({ block: 'center' }))
  const line = await sunday.getByTitle('Drag to open').boundingBox()
  if (line === null) throw new Error('no line to draw on')
  await page.mouse.move(line.x + line.width / 2, line.y + 10)
  await page.mouse.down()
  await page.mouse.move(line.x + (line.width * 3) / 4, line.y + 10, { steps: 5 })
  await page.mouse.up()
  await expect(page.getByLabel('Sunday, closes').last()).toHaveValue('18:00')

  await page.getByRole('button', { name: 'Import a calendar' }).click()
  await page.getByLabel('Or paste the text').fill('no calendar')
  await expect(page.getByRole('alert')).toContainText('not an iCalendar text')
  await page.getByLabel('Or paste the text').fill(calendar())
  await expect(page.getByText('1 entry is no holiday')).toBeVisible()
  await check(page)
  await page.getByRole('button', { name: 'Add 1 holiday' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Office' })).toBeVisible()
  await expect(page.getByRole('row', { name: /Works/ })).toBeVisible()
  await expect(page.getByText(/^Closed – opens/)).toBeVisible()
  await check(page)

  // The first hours are the default: the shop's widget goes by them, and they cannot be deleted.
  await expect(page.getByRole('button', { name: 'Delete opening hours' })).toBeDisabled()
  const customer = await openShop(browser, world)
  await expect(customer.widget.getByText(/^Back on .* – write now/)).toBeVisible()

  await page.getByRole('switch', { name: 'Default' }).click({ force: true })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.getByRole('button', { name: 'Delete opening hours' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete opening hours' }).click()
  await expect(page.getByText('No opening hours yet')).toBeVisible()
})
