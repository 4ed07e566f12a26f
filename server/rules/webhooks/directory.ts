import type { Bus } from '../../platform/bus.ts'
import type { Tx } from '../../platform/db.ts'
import { listWebhooks, type Webhook } from './queries.ts'

export type WebhookDirectory = {
  load(): Promise<void>
  /** Active ones that want to be told of it. */
  wanting(type: string): readonly Pick<Webhook, 'id'>[]
  isActive(id: number): boolean
  stop(): void
}

/** The endpoints as this node knows them: asked at each event they may want, read again when one changes. */
export function createWebhookDirectory(parts: { db: Tx; bus: Bus; onError(error: unknown): void }): WebhookDirectory {
  let active: Webhook[] = []
  let asked = 0
  let known = 0
  const load = async () => {
    const mine = ++asked
    const read = await listWebhooks(parts.db)
    // One that was asked earlier may be answered later.
    if (mine < known) return
    known = mine
    active = read.filter((webhook) => webhook.active)
  }
  const stop = parts.bus.subscribe((subject, message) => {
    if (subject !== 'account' || typeof message !== 'object' || message === null || !('type' in message)) return
    if (message.type === 'webhook.changed') load().catch(parts.onError)
  })
  return {
    load,
    wanting: (type) => active.filter(({ events }) => events.some((event) => event === type)),
    isActive: (id) => active.some((webhook) => webhook.id === id),
    stop,
  }
}
