import type { BenchDatabase } from '../parts/database.ts'
import type { Spread } from '../parts/statistics.ts'

/** What a run found out; a null value says why in `reason`. */
export type Finding = {
  value: number | null
  reason?: string
  /** The value's spread over the runs, where there were several. */
  spread?: Spread
  /** Absolute figures of both sides. */
  ours?: Spread
  bare?: Spread
  /** Anything else a reader of the JSON may want. */
  details?: Record<string, unknown>
}

/** What all runs share. `say` tells the person in front of the terminal what is going on. */
export type Lab = { database: BenchDatabase; say: (line: string) => void }

/** One run that finds out one or more figures. */
export type Run = {
  keys: readonly string[]
  measure(lab: Lab, wanted: readonly string[]): Promise<Record<string, Finding>>
}

export const unknown = (keys: readonly string[], reason: string): Record<string, Finding> =>
  Object.fromEntries(keys.map((key) => [key, { value: null, reason }]))
