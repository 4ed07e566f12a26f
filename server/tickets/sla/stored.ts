import type { Metric, SlaMark, SlaTargetView, SlaView } from './contract.ts'
import { mostUrgent } from '../pure/sla-metrics.ts'
import type { Target, TargetState } from './pure/targets.ts'
import type { Track } from './pure/track.ts'

/** A target with what it is measured by. */
export type StoredTarget = Target & { minutes: number; business: boolean }
/** What the inbox row keeps of a ticket's service level. */
export type StoredSla = {
  track: Track
  /** The policy, its version, the priority and the hours a rule gave: while these are the same, so are the limits. */
  key: string
  policyId: number | null
  policy: string
  targets: StoredTarget[]
  /** Targets whose breach has been told, by metric and beginning [SL3]. */
  told: string[]
  /** Metrics that were missed at least once. */
  missed: Metric[]
  state: TargetState | null
  /** When the next one will be missed; since when one has been. */
  dueAt: string | null
  breachedAt: string | null
}

const iso = (at: number): string => new Date(at).toISOString()
const earliest = (targets: readonly StoredTarget[], state: TargetState): string | null => {
  const dues = targets.flatMap((each) =>
    each.state === state && !each.isOver && each.dueAt !== null ? [each.dueAt] : [],
  )
  return dues.length === 0 ? null : iso(Math.min(...dues))
}

/** What lists and conditions read of the targets. */
export function summary(targets: readonly StoredTarget[]): Pick<StoredSla, 'state' | 'dueAt' | 'breachedAt'> {
  const done = targets.some(({ state }) => state === 'breached') ? 'breached' : 'met'
  return {
    state: targets.length === 0 ? null : (mostUrgent(targets.map(targetView))?.state ?? done),
    dueAt: earliest(targets, 'running'),
    breachedAt: earliest(targets, 'breached'),
  }
}

const HOUR = 3_600_000
/** From when on it presses: the last fifth of its time, an hour at most. */
const nearAt = ({ state, dueAt, minutes }: StoredTarget): string | null =>
  state !== 'running' || dueAt === null ? null : iso(dueAt - Math.min(minutes * 12_000, HOUR))

const targetView = (target: StoredTarget): SlaTargetView => ({
  ...target,
  startedAt: iso(target.startedAt),
  dueAt: target.dueAt === null ? null : iso(target.dueAt),
  nearAt: nearAt(target),
})

export const slaView = (sla: StoredSla | null): SlaView | null =>
  sla === null || sla.policyId === null
    ? null
    : { policyId: sla.policyId, policy: sla.policy, targets: sla.targets.map(targetView) }

export function slaMark(sla: StoredSla | null): SlaMark | null {
  const target = mostUrgent((sla?.targets ?? []).map(targetView))
  if (target === null) return null
  const { metric, state, dueAt, nearAt: near, leftMs } = target
  return { metric, state, dueAt, nearAt: near, leftMs }
}
