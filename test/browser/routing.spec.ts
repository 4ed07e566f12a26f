import { type Offer, routed } from './routed.ts'
import { conversationSaying, expect, openDesk, openShop, startWriting, test } from './world.ts'

test('an offer shows in all windows, takes no focus, is declined, comes again and is accepted by the keyboard [S0.9] [S0.10]', async ({
  browser,
  world,
}) => {
  await routed(world, async (statusOf) => {
    const desk = await openDesk(browser, world)
    const other = await openDesk(browser, world)
    await expect(desk.getByRole('heading', { name: 'Unassigned' })).toBeVisible()
    const customer = await openShop(browser, world)
    await startWriting(customer)
    await customer.write('Is the teapot in stock?')
    const id = await conversationSaying(world, 'Is the teapot in stock?')
    await world.command('agent_status.choose', { statusId: statusOf('online') })

    const offer = (page: typeof desk) =>
      page.getByRole('region', { name: 'Offers' }).getByRole('article').filter({ hasText: 'Is the teapot in stock?' })
    await expect(offer(desk)).toContainText('Why you')
    await expect(offer(other)).toBeVisible()
    await expect(offer(desk).locator(':focus')).toHaveCount(0)
    const offers = () => world.read<Offer[]>('/api/v1/me/offers')
    const first = (await offers()).find(({ conversationId }) => conversationId === id)
    await offer(desk).getByRole('button', { name: 'Decline' }).click()
    await expect
      .poll(async () => (await offers()).some((each) => each.conversationId === id && each.id !== first?.id))
      .toBe(true)
    await expect(offer(other)).toBeVisible()
    await desk.keyboard.press('Alt+a')
    await expect(desk).toHaveURL(new RegExp(`/${id}$`))
    await expect(offer(other)).toHaveCount(0)
  })
})

test('a supervisor sees what waits and who has it, without asking again, and sets a status [RO12]', async ({
  browser,
  world,
}) => {
  await routed(world, async (statusOf) => {
    const desk = await openDesk(browser, world)
    await desk.goto(`${world.desk}/team`)
    await expect(desk.getByRole('heading', { name: 'Team' })).toBeVisible()
    const customer = await openShop(browser, world)
    await startWriting(customer)
    await customer.write('Do you ship to Lyon?')
    const id = await conversationSaying(world, 'Do you ship to Lyon?')
    await expect(desk.getByRole('table').getByRole('row').filter({ hasText: '(no queue)' })).toBeVisible()
    await world.command('agent_status.choose', { statusId: statusOf('online') })
    await expect
      .poll(
        async () =>
          (await world.read<Offer[]>('/api/v1/me/offers')).find((each) => each.conversationId === id)?.id ?? 0,
      )
      .toBeGreaterThan(0)
    const offer = (await world.read<Offer[]>('/api/v1/me/offers')).find((each) => each.conversationId === id)
    await world.command('offer.accept', { conversationId: id, offerId: offer?.id })
    await desk.getByRole('button', { name: 'Show what Léa Karim holds' }).click()
    const held = desk.getByRole('list', { name: 'What Léa Karim holds' })
    await expect(held.getByRole('listitem').filter({ hasText: 'Do you ship to Lyon?' })).toBeVisible()
    await desk.getByRole('button', { name: 'Actions for Léa Karim' }).click()
    await desk.getByRole('menuitem', { name: 'Away' }).click()
    await expect(desk.getByRole('listitem').filter({ hasText: 'Léa Karim' }).first()).toContainText('Away')
  })
})
