import { lockConversations } from '../../conversations/index.ts'
import type { Reaction } from '../../platform/commands/reaction.ts'
import { system } from '../../platform/pure/actor.ts'
import { clearTimer, setTimer, type TimerHandler } from '../../platform/timers/timer.ts'
import { assign, loadWork, putUpdate, rowOf, ticketOf } from '../../tickets/index.ts'
import type { RoutingDirectory } from '../directory.ts'
import { listHeldBy, lockAgents } from '../queries-router.ts'

export const GONE = 'routing.agent_gone'
/** What somebody touched last is what its customer waits for; the rest is found again when it is touched. */
const MOST = 50
type Parts = Pick<RoutingDirectory, 'settings' | 'statuses'>

/** Whoever goes offline has a while to come back before what he holds is given to others [RO8]. */
export const countDown = ({ settings, statuses }: Parts): Reaction => ({
  on: 'agent.status_changed',
  name: 'routing: what the agent holds',
  async react(ctx, events) {
    for (const { stream, data } of events) {
      if (stream === 'account') continue
      const status = statuses().find(({ id }) => id === data['statusId'])
      const { enabled, rerouteOfflineSeconds: seconds } = settings()
      const isGone = status?.messaging === 'offline' || status?.email === 'offline'
      if (!isGone || seconds === null || !enabled) clearTimer(ctx, stream, GONE)
      else setTimer(ctx, stream, GONE, new Date(ctx.now.getTime() + seconds * 1_000))
    }
  },
})

/** He has not come back: what he holds waits again, at its place, for whoever can take it [RO8]. */
export const giveUpWork =
  ({ settings }: Pick<Parts, 'settings'>): TimerHandler =>
  async (ctx, subject) => {
    if (!settings().enabled || settings().rerouteOfflineSeconds === null) return
    const userId = Number(subject.slice('agent:'.length))
    const ids = await listHeldBy(ctx.tx, userId, MOST)
    const found = await lockConversations(ctx.tx, ids)
    await loadWork(ctx, ids)
    const [agent] = await lockAgents(ctx.tx, ctx.now, [userId])
    if (agent === undefined) return
    for (const { id, hidden } of found.values()) {
      const [row, ticket] = [rowOf(ctx, id), ticketOf(ctx, id)]
      if (hidden || row?.routing?.state !== 'held' || ticket === null || ticket.assigneeId !== userId) continue
      if (agent.isHere && agent.level[row.routing.family] !== 'offline') continue
      putUpdate(ctx, system, ticket, assign(ticket, { assigneeId: null, groupId: ticket.groupId }), null)
    }
  }
