import type { Tx } from '../../platform/db.ts'
import { families, type Family } from '../../tickets/contract.ts'
import { type Agent, everywhere } from '../pure/agent.ts'
import type { Work } from '../pure/work.ts'
import { type AgentRow, type LockedAgent, listAgents, type WorkRow } from '../queries-router.ts'

/** As decisions see an agent. No desk of his heard of, he is offline. */
export function agentOf(
  row: LockedAgent & Partial<Pick<AgentRow, 'groupIds' | 'brandIds' | 'skills' | 'lastAt'>>,
): Agent {
  return {
    userId: row.userId,
    groupIds: row.groupIds ?? [],
    brandIds: row.brandIds ?? null,
    skills: new Map((row.skills ?? []).map(({ id, isPriority }) => [id, isPriority])),
    level: row.isHere ? row.level : everywhere('offline' as const),
    limit: row.limit,
    load: row.load,
    lastAt: byFamily((family) => row.lastAt?.[family]?.getTime() ?? null),
    wrapUpUntil: Object.fromEntries(
      families.flatMap((family) => {
        const until = row.wrapUp[family]
        return until === undefined ? [] : [[family, Date.parse(until)]]
      }),
    ),
  }
}

export const readAgents = async (db: Tx, at: Date): Promise<Agent[]> => (await listAgents(db, at)).map(agentOf)

export const workOf = ({ routing, slaDueAt, ...row }: WorkRow): Work => ({
  ...row,
  family: routing.family,
  queueId: routing.queueId,
  share: routing.share,
  firstAt: Date.parse(routing.firstAt ?? '') || 0,
  enteredAt: Date.parse(routing.enteredAt ?? '') || 0,
  slaDueAt: slaDueAt === null ? null : Date.parse(slaDueAt),
  skills: routing.skills,
  prefer: routing.prefer,
  isHanded: routing.isHanded,
  preferUntil: routing.preferUntil === null ? null : Date.parse(routing.preferUntil),
  refused: routing.refused.map(({ userId, until }) => ({ userId, until: Date.parse(until) })),
})

const byFamily = <Value>(of: (family: Family) => Value): Record<Family, Value> => ({
  email: of('email'),
  messaging: of('messaging'),
  call: of('call'),
})
