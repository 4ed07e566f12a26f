import { lockConversation } from '../../conversations/index.ts'
import { clock } from '../../platform/clock.ts'
import { loadWork, rowOf } from '../../tickets/index.ts'
import { keep } from '../keep.ts'
import { moveTo } from '../model.ts'
import { takeBackOffer } from '../offers/take-back.ts'
import type { Agent } from '../pure/agent.ts'
import { drawShare } from '../pure/work.ts'
import type { WorkRow } from '../queries-router.ts'
import type { RouterParts } from './run-router.ts'

/** What waits elsewhere from now on: offers to agents who have gone, and work whose time in its queue is over [RO6] [RO8]. */
export async function tidy(
  parts: RouterParts,
  rows: readonly WorkRow[],
  readAgents: () => Promise<Agent[]>,
): Promise<void> {
  await takeBackFromGone(parts, rows, readAgents)
  await overflow(parts, rows)
}

async function takeBackFromGone(
  { engine, directory }: RouterParts,
  rows: readonly WorkRow[],
  readAgents: () => Promise<Agent[]>,
): Promise<void> {
  const offered = rows.filter(({ routing }) => routing.state === 'offered')
  if (offered.length === 0) return
  const agents = new Map((await readAgents()).map((agent) => [agent.userId, agent]))
  for (const { conversationId, routing } of offered) {
    const level = agents.get(routing.holder ?? 0)?.level[routing.family] ?? 'offline'
    if (level === 'online' || (level === 'transfer_only' && routing.isHanded)) continue
    await engine.transact((ctx) =>
      takeBackOffer(ctx, conversationId, routing.offer?.id ?? 0, 'withdrawn', directory.settings()),
    )
  }
}

async function overflow({ engine, directory }: RouterParts, rows: readonly WorkRow[]): Promise<void> {
  const now = clock.now().getTime()
  for (const { conversationId, routing } of rows) {
    if (routing.state !== 'waiting' || routing.queueId === null || routing.enteredAt === null) continue
    const queue = directory.queue(routing.queueId)
    const to = queue?.overflowQueueId === null || queue === null ? null : directory.queue(queue.overflowQueueId)
    if (queue === null || to === null || queue.overflowSeconds === null) continue
    if (now - Date.parse(routing.enteredAt) < queue.overflowSeconds * 1_000) continue
    await engine.transact(async (ctx) => {
      await lockConversation(ctx.tx, conversationId)
      await loadWork(ctx, [conversationId])
      const row = rowOf(ctx, conversationId)
      if (row?.routing?.state !== 'waiting' || row.routing.queueId !== queue.id) return
      const share = drawShare(conversationId, to.shares)
      keep(ctx, row, row.routing, moveTo(row.routing, { queueId: to.id, share }, ctx.now))
    })
  }
}
