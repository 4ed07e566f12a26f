import type { Page } from '@playwright/test'
import { type Offer, routed } from './routed.ts'
import {
  colleague,
  conversationSaying,
  expect,
  idOf,
  openDesk,
  openShop,
  setChannel,
  startWriting,
  test,
  type World,
} from './world.ts'

const SOON = { timeout: 60_000 }
const offer = (page: Page, text: string) =>
  page.getByRole('region', { name: 'Offers' }).getByRole('article').filter({ hasText: text })
const isOffered = async (world: World, id: number) =>
  (await world.read<Offer[]>('/api/v1/me/offers')).some(({ conversationId }) => conversationId === id)

test('what needs a skill goes to the agent who has it, and the other is not asked [RO4] [S0.9]', async ({
  browser,
  world,
}) => {
  const ines = await colleague(world, { name: 'Inès Roy', email: 'ines@example.com', role: 'agent' })
  const userId = await idOf(world, 'Inès Roy')
  const { id: spanish } = await world.command('skill.save', {
    name: 'Spanish',
    agents: [{ userId, isPriority: false }],
  })
  await routed(world, async (statusOf) => {
    const [other, able] = [await openDesk(browser, world), await openDesk(browser, ines)]
    await ines.command('agent_status.choose', { statusId: statusOf('offline') })
    const customer = await openShop(browser, world)
    await startWriting(customer)
    await customer.write('¿Tienen teteras?')
    const id = await conversationSaying(world, '¿Tienen teteras?')
    await world.command('ticket.set_skills', { conversationId: id, skills: [{ id: spanish, required: true }] })

    // The one without it is free, and gets what comes after; that one is passed over.
    await world.command('agent_status.choose', { statusId: statusOf('online') })
    const second = await openShop(browser, world)
    await startWriting(second)
    await second.write('Do you have cups?')
    await expect(offer(other, 'Do you have cups?')).toBeVisible(SOON)
    await expect(offer(other, '¿Tienen teteras?')).toHaveCount(0)
    await ines.command('agent_status.choose', { statusId: statusOf('online') })
    await expect(offer(able, '¿Tienen teteras?')).toBeVisible(SOON)
    expect(await isOffered(world, id)).toBe(false)
    await offer(able, '¿Tienen teteras?').getByRole('button', { name: 'Accept' }).click()
    await expect(able).toHaveURL(new RegExp(`/${id}$`))
    const cups = await conversationSaying(world, 'Do you have cups?')
    await world.command('ticket.submit', { conversationId: cups, changes: { assigneeId: userId } })
    await ines.command('agent_status.choose', { statusId: statusOf('offline') })
  })
})

test('an offer that nobody answers in time goes to the other agent, and the first is told [RO6]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  const paul = await colleague(world, { name: 'Paul Morel', email: 'paul@example.com', role: 'agent' })
  await routed(
    world,
    async (statusOf) => {
      const [first, next] = [await openDesk(browser, world), await openDesk(browser, paul)]
      await paul.command('agent_status.choose', { statusId: statusOf('offline') })
      await expect(first.getByRole('heading', { name: 'Unassigned' })).toBeVisible()
      await world.command('agent_status.choose', { statusId: statusOf('online') })
      const customer = await openShop(browser, world)
      await startWriting(customer)
      await customer.write('Is it dishwasher safe?')
      await expect(offer(first, 'Is it dishwasher safe?').getByRole('timer')).toBeVisible(SOON)
      await paul.command('agent_status.choose', { statusId: statusOf('online') })
      await expect(offer(next, 'Is it dishwasher safe?')).toBeVisible(SOON)
      await expect(offer(first, 'Is it dishwasher safe?')).toHaveCount(0)
      await expect(first.getByText('The offer is over.')).toHaveCount(1)
      await offer(next, 'Is it dishwasher safe?').getByRole('button', { name: 'Accept' }).click()
      await expect(next).not.toHaveURL(/unassigned$/)
      await paul.command('agent_status.choose', { statusId: statusOf('offline') })
    },
    { messagingSeconds: 20, refusedSeconds: 3_600 },
  )
})

type Snapshot = { ticket: { status: string; assigneeId: number | null } | null }
const ticketOf = async (world: World, id: number) => (await world.read<Snapshot>(`/api/v1/conversations/${id}`)).ticket
const styles = [
  { styleId: 1, name: 'live chat', asks: 'Do you deliver to Brest?', again: 'And to Quimper?' },
  { styleId: 2, name: 'live chat with returning customers', asks: 'My parcel is wet', again: 'The box is wet too' },
  { styleId: 3, name: 'social messaging', asks: 'Is the mill in stock?', again: 'And in green?' },
]

test('who comes back finds his agent: in live chat he is offered the new conversation first, else it is his without a queue [S0.23] [S0.41] [RO4]', async ({
  browser,
  world,
}) => {
  test.setTimeout(480_000)
  const zoe = await colleague(world, { name: 'Zoé Roux', email: 'zoe@example.com', role: 'agent' })
  const userId = await idOf(world, 'Zoé Roux')
  await routed(world, async (statusOf) => {
    const [hers, other] = [await openDesk(browser, zoe), await openDesk(browser, world)]
    for (const { styleId, name, asks, again } of styles)
      await test.step(name, async () => {
        await setChannel(world, { styleId })
        await world.command('agent_status.choose', { statusId: statusOf('offline') })
        await zoe.command('agent_status.choose', { statusId: statusOf('online') })
        const customer = await openShop(browser, world)
        await startWriting(customer)
        await customer.write(asks)
        await offer(hers, asks).getByRole('button', { name: 'Accept' }).click(SOON)
        const id = await conversationSaying(world, asks)
        await expect(hers).toHaveURL(new RegExp(`/${id}$`), SOON)
        await zoe.command('ticket.submit', { conversationId: id, changes: { status: 'solved' } })
        const ended = styleId === 1 ? 'closed' : 'solved'
        await expect.poll(async () => (await ticketOf(world, id))?.status, SOON).toBe(ended)

        // The other one has been without work for longer, and has as much room.
        await world.command('agent_status.choose', { statusId: statusOf('online') })
        await customer.write(again)
        if (styleId === 1) {
          await expect(offer(hers, again)).toBeVisible(SOON)
          await expect(offer(other, again)).toHaveCount(0)
          await offer(hers, again).getByRole('button', { name: 'Accept' }).click()
        }
        const next = await conversationSaying(world, again)
        expect(next === id).toBe(styleId !== 1)
        await expect
          .poll(async () => {
            const ticket = await ticketOf(world, next)
            return [ticket?.status, ticket?.assigneeId]
          }, SOON)
          .toEqual(['open', userId])
        await expect(hers.getByRole('log', { name: 'Messages' }).getByText(again)).toBeVisible(SOON)
        expect([await isOffered(zoe, next), await isOffered(world, next)]).toEqual([false, false])
        await zoe.command('ticket.submit', { conversationId: next, changes: { status: 'solved' } })
        await customer.page.context().close()
      })
    await zoe.command('agent_status.choose', { statusId: statusOf('offline') })
  })
})
