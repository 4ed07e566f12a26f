import type { Bus } from '../platform/bus.ts'
import type { Database } from '../platform/db.ts'
import { type Channel, listChannels } from './queries.ts'

export type ChannelDirectory = {
  load(): Promise<void>
  channelOf(id: number): { id: number; kind: string; name: string }
  byKey(key: string): Channel | undefined
  all(): Channel[]
  /** Its own opening hours; null: it has none of its own. */
  scheduleOf(id: number): number | null
  /** What those who wait are told. */
  tells(id: number): { place: boolean; wait: boolean }
  stop(): void
}

/** The channels as this node knows them: few, read by everything, and read again when one changes. */
export function createChannelDirectory(db: Database, bus: Bus): ChannelDirectory {
  let channels = new Map<number, Channel>()
  let asked = 0
  let known = 0
  const load = async () => {
    const mine = ++asked
    const read = await listChannels(db)
    // One that was asked earlier may be answered later.
    if (mine < known) return
    known = mine
    channels = new Map(read.map((channel) => [channel.id, channel]))
  }
  const stop = bus.subscribe((subject, message) => {
    if (subject !== 'account' || typeof message !== 'object' || message === null || !('type' in message)) return
    if (message.type === 'channel.changed') load().catch(() => {})
  })
  return {
    load,
    channelOf(id) {
      const channel = channels.get(id)
      return { id, kind: channel?.kind ?? 'widget', name: channel?.name ?? '' }
    },
    byKey: (key) => [...channels.values()].find((channel) => channel.key === key),
    all: () => [...channels.values()],
    scheduleOf: (id) => channels.get(id)?.scheduleId ?? null,
    tells(id) {
      const settings = channels.get(id)?.settings
      return { place: settings?.tellPlace ?? true, wait: settings?.tellWait ?? true }
    },
    stop,
  }
}
