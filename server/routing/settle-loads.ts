import type { Bus } from '../platform/bus.ts'
import type { Context } from '../platform/commands/context.ts'
import type { Settler } from '../platform/commands/reaction.ts'
import { changedRows } from '../tickets/index.ts'
import type { RoutingDirectory } from './directory.ts'
import { heldBy } from './model.ts'
import { addLoads, type LoadChange } from './queries-router.ts'

/** On the bus, beside events: what a router, and whoever shows loads, has to look at again. */
export const ROUTING = 'routing'
export type RoutingNews = {
  agents: number[]
  conversations: number[]
  /** Somebody has more room than before. */
  freed: boolean
}

/** The bus carries whatever other nodes say: it is looked at before it is believed. */
export const isRoutingNews = (message: unknown): message is RoutingNews =>
  typeof message === 'object' &&
  message !== null &&
  'conversations' in message &&
  Array.isArray(message.conversations) &&
  'agents' in message &&
  Array.isArray(message.agents)

/**
 * [RO2] At the end of a transaction agents' loads follow what their conversations came to hold, whatever the way: the
 * difference between the rows before and after, and nothing else, so they cannot drift apart.
 */
export const settleLoads =
  ({ settings }: Pick<RoutingDirectory, 'settings'>, bus: Bus): Settler =>
  async (ctx) => {
    const changes = loadChanges(ctx, settings().wrapUpSeconds)
    const conversations = changedRows(ctx).flatMap(({ before, after }) => {
      const row = after ?? before
      return row !== null && isRouted(before?.routing?.state, after?.routing?.state) ? [row.conversationId] : []
    })
    if (changes.length === 0 && conversations.length === 0) return
    const agents = [...new Set(changes.map(({ userId }) => userId))]
    const news: RoutingNews = { agents, conversations, freed: changes.some(({ n }) => n < 0) }
    ctx.after.push(() => bus.publish(ROUTING, news))
    await addLoads(ctx.tx, changes, ctx.now)
  }

const isRouted = (...states: (string | undefined)[]): boolean =>
  states.some((state) => state === 'waiting' || state === 'offered')

function loadChanges(ctx: Context, wrapUp: Readonly<Record<string, number>>): LoadChange[] {
  return changedRows(ctx).flatMap(({ before, after }) => {
    const [was, is] = [heldBy(before?.routing ?? null), heldBy(after?.routing ?? null)]
    if (was?.userId === is?.userId && was?.family === is?.family) return []
    const seconds = was === null ? 0 : (wrapUp[was.family] ?? 0)
    // What was only offered needs no writing up.
    const until =
      seconds > 0 && before?.routing?.state === 'held' ? new Date(ctx.now.getTime() + seconds * 1_000) : null
    return [
      ...(was === null ? [] : [{ ...was, n: -1, wrapUpUntil: until }]),
      ...(is === null ? [] : [{ ...is, n: 1, wrapUpUntil: null }]),
    ]
  })
}
