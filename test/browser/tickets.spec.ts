import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { ConversationSnapshot } from '../../server/tickets/contract.ts'
import { conversationSaying, expect, openDesk, openShop, startWriting, test } from './world.ts'

async function accessible(page: Page, part: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

test('conversations are changed together and given back, merged, deleted and restored [TK14] [TK15] [TK16] [TK18]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  const customer = await openShop(browser, world)
  await startWriting(customer)
  const [first, second] = ['The kettle leaks', 'It still leaks, and it is loud'] as const
  await customer.write(first)
  const one = await conversationSaying(world, first)
  // After the end the customer's next message is another conversation, and the first ticket is still open.
  await world.command('session.end', { conversationId: one })
  await customer.write(second)
  const two = await conversationSaying(world, second)
  expect(two).not.toBe(one)
  const ticket = async (id: number) => (await world.read<ConversationSnapshot>(`/api/v1/conversations/${id}`)).ticket

  const page = await openDesk(browser, world, {}, '/inbox/all')
  const row = (id: number) => page.locator(`[data-conversation="${id}"]`)
  await row(one).locator('a').focus()
  await page.keyboard.press('x')
  await row(two).getByRole('checkbox').click()
  const bar = page.getByRole('toolbar', { name: 'Change the selected conversations' })
  await expect(bar.getByText('2 selected')).toBeVisible()
  await accessible(page, '[role=toolbar]')
  await bar.getByRole('button', { name: 'Set the priority' }).click()
  await page.getByRole('menuitem', { name: 'Urgent' }).click()
  const progress = page.getByRole('region', { name: 'Bulk edit' })
  await expect(progress.getByText('2 tickets changed')).toBeVisible({ timeout: 60_000 })
  expect([(await ticket(one))?.priority, (await ticket(two))?.priority]).toEqual(['urgent', 'urgent'])
  // Whoever loads the page anew still finds it, with the way back.
  await page.reload()
  await expect(progress.getByText('2 tickets changed')).toBeVisible({ timeout: 60_000 })
  await progress.getByRole('button', { name: /Undo/ }).click()
  await expect(progress.getByText('2 tickets are as before')).toBeVisible({ timeout: 60_000 })
  expect([(await ticket(one))?.priority, (await ticket(two))?.priority]).toEqual([null, null])

  await row(one).locator('a').click()
  const menu = page.getByRole('button', { name: 'More actions' }).filter({ visible: true })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Merge into another ticket…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: new RegExp(second) }).click()
  await accessible(page, '[role=dialog]')
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(
    page
      .getByRole('log', { name: 'Messages' })
      .getByText(/was merged into this one/)
      .filter({ visible: true }),
  ).toBeVisible({
    timeout: 30_000,
  })
  expect((await ticket(one))?.mergedInto).toBe((await ticket(two))?.id)

  await menu.click()
  await page.getByRole('menuitem', { name: 'Delete', exact: true }).click()
  await expect(row(two)).toHaveCount(0, { timeout: 30_000 })
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Deleted and spam…' }).click()
  await expect(dialog.getByText(second)).toBeVisible()
  await accessible(page, '[role=dialog]')
  await dialog.getByRole('button', { name: 'Restore' }).click()
  await expect(dialog.getByText('Nothing deleted')).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Escape')
  await expect(row(two)).toBeVisible({ timeout: 30_000 })
  // The customer has noticed nothing, and goes on where the two were merged.
  await customer.write('Is anybody there?')
  await expect(row(two).getByText('Is anybody there?')).toBeVisible({ timeout: 30_000 })
})
