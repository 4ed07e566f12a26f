import type { RoutingSettings, Why } from '../contract.ts'
import type { Family } from '../../tickets/contract.ts'
import type { Agent } from './agent.ts'
import { createRoster } from './roster.ts'
import { inOrder, type Queue, type Work } from './work.ts'

export type Proposal = { work: Work; userId: number; why: Why }
export type DecisionSettings = Pick<RoutingSettings, 'method' | 'focus' | 'skillSeconds' | 'orderedBy'>

/**
 * Who is to get what, as of one instant: work in its order, each to the best agent who can take it. What nobody can take is
 * passed over, and does not hold up what comes after it. Changes the agents' loads as it goes. At most `most` proposals.
 */
export function decide(
  works: readonly Work[],
  agents: readonly Agent[],
  queues: ReadonlyMap<number, Queue>,
  settings: DecisionSettings,
  at: number,
  most = Number.POSITIVE_INFINITY,
): Proposal[] {
  const roster = createRoster(agents, settings, at)
  const proposals: Proposal[] = []
  // Rosters only empty while one decides: what nobody could take before, nobody can take now.
  const hopeless = new Set<string>()
  const closed = new Set<Family>()
  for (const work of inOrder(works, queues, settings.orderedBy)) {
    if (proposals.length >= most) break
    // Handed over, it may go to somebody who takes nothing else.
    if (!work.isHanded && (closed.has(work.family) || !roster.hasFree(work.family))) {
      closed.add(work.family)
      continue
    }
    const kind = isPlain(work) ? kindOf(work) : null
    if (kind !== null && hopeless.has(kind)) continue
    const found = roster.choose(work, work.queueId === null ? null : (queues.get(work.queueId) ?? null), at)
    if (!('agent' in found)) {
      if (kind !== null) hopeless.add(kind)
      continue
    }
    roster.give(found.agent, work.family, at)
    proposals.push({ work, userId: found.agent.userId, why: found.why })
  }
  return proposals
}

const isPlain = ({ prefer, refused, skills }: Work): boolean =>
  prefer === null && refused.length === 0 && skills.every(({ required }) => required)
const kindOf = ({ family, groupId, queueId, share, brandId, skills }: Work): string =>
  `${family} ${queueId ?? `g${groupId}`} ${share} ${brandId} ${skills.map(({ id }) => id).join()}`
