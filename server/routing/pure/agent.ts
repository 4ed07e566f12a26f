import type { Exclusion, Level, RoutingSettings } from '../contract.ts'
import type { Family } from '../../tickets/contract.ts'
import { families } from '../../tickets/contract.ts'

/** An agent as decisions see him. Instants in milliseconds. */
export type Agent = {
  userId: number
  groupIds: readonly number[]
  /** Null: every brand. */
  brandIds: readonly number[] | null
  /** By id: whether he is asked before others who have it. */
  skills: ReadonlyMap<number, boolean>
  /** What his status lets in; all offline once no desk of his is heard of. */
  level: Readonly<Record<Family, Level>>
  limit: Readonly<Record<Family, number>>
  load: Record<Family, number>
  /** When he was last given work of that family. */
  lastAt: Record<Family, number | null>
  wrapUpUntil: Readonly<Partial<Record<Family, number>>>
}

/** Families whose work wants somebody's whole attention. */
const LIVE: readonly Family[] = ['messaging', 'call']

/** [RO3] What keeps somebody from new work of a family, as far as it has nothing to do with the work itself; null: nothing. */
export function hindrance(
  agent: Agent,
  family: Family,
  { focus }: Pick<RoutingSettings, 'focus'>,
  at: number,
  isHanded = false,
): Exclusion | null {
  const level = agent.level[family]
  if (level === 'offline' || level === 'away') return level
  if (level === 'transfer_only' && !isHanded) return level
  if ((agent.wrapUpUntil[family] ?? 0) > at) return 'wrap_up'
  if (agent.load[family] >= agent.limit[family]) return 'full'
  const isElsewhere = focus && LIVE.includes(family) && LIVE.some((other) => other !== family && agent.load[other] > 0)
  return isElsewhere ? 'focus' : null
}

export const noLoad = (): Record<Family, number> => ({ email: 0, messaging: 0, call: 0 })
export const everywhere = <Value>(value: Value): Record<Family, Value> => ({
  email: value,
  messaging: value,
  call: value,
})
export { families }
