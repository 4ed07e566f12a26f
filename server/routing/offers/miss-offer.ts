import { lockConversations } from '../../conversations/index.ts'
import { system } from '../../platform/pure/actor.ts'
import type { TimerHandler } from '../../platform/timers/timer.ts'
import { loadWork, rowOf } from '../../tickets/index.ts'
import { changeStatus } from '../availability/change-status.ts'
import type { RoutingDirectory } from '../directory.ts'
import { countMissed } from './queries.ts'
import { takeBackOffer } from './take-back.ts'

/** Its time is over: others are asked; whoever lets several pass in a row is not there, whatever his status says [RO6]. */
export const missOffer =
  (directory: Pick<RoutingDirectory, 'settings' | 'statuses'>): TimerHandler =>
  async (ctx, subject) => {
    const conversationId = Number(subject.slice('conversation:'.length))
    await lockConversations(ctx.tx, [conversationId])
    await loadWork(ctx, [conversationId])
    const routing = rowOf(ctx, conversationId)?.routing
    if (routing?.state !== 'offered' || routing.offer === null || routing.holder === null) return
    if (routing.offer.until === null || Date.parse(routing.offer.until) > ctx.now.getTime()) return
    const settings = directory.settings()
    if (!(await takeBackOffer(ctx, conversationId, routing.offer.id, 'timed_out', settings))) return
    const missed = await countMissed(ctx.tx, routing.holder)
    const away = directory.statuses().find(({ key }) => key === 'away')
    if (settings.missedOffers > 0 && missed >= settings.missedOffers && away !== undefined)
      await changeStatus(ctx, system, routing.holder, away, 'missed')
  }
