import type { Reaction } from '../platform/commands/reaction.ts'
import { system } from '../platform/pure/actor.ts'
import { countDown } from './availability/give-up-work.ts'
import { availabilityOf, changeStatus } from './availability/change-status.ts'
import { lockState } from './availability/queries.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import type { Cause } from './contract.ts'
import type { RoutingDirectory } from './directory.ts'
import { listQueues } from './queries.ts'

/** Signing in and out, and whoever sets it in the three simple words, choose a status too [AV1]. */
export const reactions = ({ statuses, settings }: Pick<RoutingDirectory, 'statuses' | 'settings'>): Reaction[] => [
  countDown({ statuses, settings }),
  {
    on: 'group.deleted',
    name: 'routing: a group that queues name stays',
    async react(ctx, events) {
      const gone = events.map(({ data }) => data['groupId'])
      const queue = (await listQueues(ctx.tx)).find(({ shares, secondaryGroupIds }) =>
        [...shares.flatMap(({ groupIds }) => groupIds), ...secondaryGroupIds].some((id) => gone.includes(id)),
      )
      if (queue !== undefined) throw new Refusal('group_in_use', { reason: 'queue', queue: queue.name })
    },
  },
  {
    on: 'availability.changed',
    name: 'routing: the status follows',
    async react(ctx, events) {
      // Signed out and in again within one commit (a new password), he is what he has become: going there by each step, status
      // and availability would chase each other.
      const last = new Map(
        events.flatMap(({ stream, data }) => (stream === 'account' ? [] : [[Number(data['userId']), data]])),
      )
      for (const [userId, data] of last) {
        const state = await lockState(ctx.tx, userId, ctx.now)
        if (availabilityOf(state.messaging) === data['availability']) continue
        const status = statuses().find(({ key }) => key === data['availability'])
        if (status !== undefined) await changeStatus(ctx, system, userId, status, becauseOf(data['because']))
      }
    },
  },
]

const becauseOf = (because: unknown): Cause =>
  because === 'signed_in' || because === 'signed_out' ? because : 'chosen'
