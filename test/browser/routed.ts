import { setChannel, type World } from './world.ts'

type Settings = { enabled: boolean; refusedSeconds: number; missedOffers: number; offerSeconds: { messaging: number } }
export type Offer = { id: number; conversationId: number }

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
