import { setChannel, type World } from './world.ts'

type Settings = { enabled: boolean; refusedSeconds: number; missedOffers: number; offerSeconds: { messaging: number } }
export type Offer = { id: number; conversationId: number }

/** What other journeys left open would be offered too, and take the place of what is looked for. */
async function solveAll(world: World): Promise<void> {
  for (const view of ['unassigned', 'mine']) {
    const { rows } = await world.read<{ rows: { conversationId: number }[] }>(`/api/v1/inbox?view=${view}`)
    for (const { conversationId } of rows)
      await world.command('ticket.submit', { conversationId, changes: { status: 'solved' } })
  }
}

/** Routing is on for the length of `work`, with time enough to look at an offer; nobody is online at first. */
export async function routed(
  world: World,
  work: (statusOf: (key: string) => number) => Promise<void>,
  changes: { messagingSeconds?: number; refusedSeconds?: number } = {},
): Promise<void> {
  const settings = await world.read<Settings>('/api/v1/routing/settings')
  const statuses = await world.read<{ id: number; key: string | null }[]>('/api/v1/agent-statuses')
  const statusOf = (key: string) => statuses.find((status) => status.key === key)?.id ?? 0
  const offerSeconds = { ...settings.offerSeconds, messaging: changes.messagingSeconds ?? 0 }
  await setChannel(world, { styleId: 1 })
  await solveAll(world)
  await world.command('agent_status.choose', { statusId: statusOf('offline') })
  await world.command('routing.save_settings', {
    ...settings,
    enabled: true,
    refusedSeconds: changes.refusedSeconds ?? 0,
    missedOffers: 0,
    offerSeconds,
  })
  try {
    await work(statusOf)
  } finally {
    await world.command('routing.save_settings', settings)
    await world.command('agent_status.choose', { statusId: statusOf('online') })
  }
}
