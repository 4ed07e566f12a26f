import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import { conversationSaying, expect, openDesk, openShop, startWriting, test } from './world.ts'

const FRENCH = { locale: 'fr-FR' }

test('a search in French, with a typing error, without accents, in the singular: the contact and the message are found, and the thread opens there [TS4] [TS8]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  await world.command('profile.update', { locale: 'fr' })
  const customer = await openShop(browser, world, FRENCH)
  await startWriting(customer, /écrire|écrivez/i)
  const text = 'Mes deux commandes ont été annulées, que s’est-il passé ?'
  await customer.write(text)
  const conversationId = await conversationSaying(world, text)
  const { contact } = await world.read<{ contact: { id: number } }>(`/api/v1/conversations/${conversationId}`)
  await world.command('contact.update', { contactId: contact.id, name: 'Clémentine Vasseur' })
  // So much is said afterwards that the thread opens without this message.
  for (let n = 0; n < 80; n += 1)
    await world.command('ticket.submit', {
      conversationId,
      message: { messageId: uuid(), content: { text: `Étape ${n}` }, visibility: 'public' },
    })

  const page = await openDesk(browser, world, FRENCH)
  await expect(page.getByRole('button', { name: 'Rechercher', exact: true }).first()).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByText('Ce que vous pouvez saisir')).toBeVisible()
  const field = page.getByRole('searchbox')
  await field.fill('clemntine vaseur')
  const found = page.getByRole('search')
  await expect(found.getByRole('link', { name: /Clémentine Vasseur/ })).toBeVisible({ timeout: 30_000 })
  await expect(found.locator('mark')).toHaveText(['Clémentine', 'Vasseur'])

  await field.fill('commande annulee client:vasseur couleur:rouge')
  await expect(found.getByText(/Aucun filtre ne s’appelle/)).toBeVisible()
  await field.fill('commande annulee client:vasseur')
  const result = found.getByRole('region', { name: 'Messages' }).getByRole('link')
  await expect(result).toHaveCount(1, { timeout: 30_000 })
  await expect(result.locator('mark')).toHaveText(['commandes', 'annulées'])
  const { violations } = await new AxeBuilder({ page }).include('[role=search]').analyze()
  expect(
    violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])

  await found.getByRole('button', { name: /Retirer .*contact/ }).click()
  await expect(field).toHaveValue('commande annulee')
  await result.click()
  const message = page.getByRole('log', { name: 'Messages' }).getByText(text)
  await expect(message).toBeInViewport({ timeout: 30_000 })

  // The keyboard goes from the field into the results, and out again.
  await field.focus()
  await page.keyboard.press('ArrowDown')
  await expect(found.getByRole('link').first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(field).toHaveCount(0)
  await world.command('profile.update', { locale: 'en' })
})

/** Version 7, as clients make them. */
function uuid(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
