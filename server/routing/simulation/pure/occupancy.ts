import { type Agent, families } from '../../pure/agent.ts'
import type { Occupancy } from './period.ts'

export const HOUR_MS = 3_600_000

/** How much of what agents had room for was in use, while their status let such work in. */
export function createOccupancy(
  from: number,
  to: number,
): { note(agent: Agent, now: number): void; read(): Occupancy } {
  const hours = Math.max(1, Math.ceil((to - from) / HOUR_MS))
  const empty = () => ({ used: Array.from({ length: hours }, () => 0), room: Array.from({ length: hours }, () => 0) })
  const sums: Occupancy = { email: empty(), messaging: empty(), call: empty() }
  const noted = new Map<Agent, number>()
  return {
    /** Before anything of the agent changes. */
    note(agent, now) {
      let since = noted.get(agent) ?? from
      if (since >= now) return
      noted.set(agent, now)
      while (since < now) {
        const hour = Math.floor((since - from) / HOUR_MS)
        const until = Math.min(now, from + (hour + 1) * HOUR_MS)
        for (const family of families) add(agent, family, hour, until - since)
        since = until
      }
    },
    read: () => sums,
  }

  function add(agent: Agent, family: (typeof families)[number], hour: number, lengthMs: number): void {
    if (agent.level[family] !== 'online') return
    const { used, room } = sums[family]
    const limit = agent.limit[family]
    used[hour] = (used[hour] ?? 0) + Math.min(limit, agent.load[family]) * lengthMs
    room[hour] = (room[hour] ?? 0) + limit * lengthMs
  }
}
