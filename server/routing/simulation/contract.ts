import { type Static, Type } from 'typebox'
import { Id, Instant } from '../../platform/pure/schemas.ts'

const Hour = (maximum: number) => Type.Integer({ minimum: 0, maximum })
const byFamily = (maximum: number) =>
  Type.Object({
    email: Type.Integer({ minimum: 0, maximum: 500 }),
    messaging: Type.Integer({ minimum: 0, maximum: 500 }),
    call: Type.Integer({ minimum: 0, maximum }),
  })

/** More (or, negative, fewer) agents between two hours of the day; 24 is the end of the day. */
export const StaffingChange = Type.Object({
  agents: Type.Integer({ minimum: -200, maximum: 200 }),
  fromHour: Hour(23),
  toHour: Type.Integer({ minimum: 1, maximum: 24 }),
  /** 1 Monday … 7 Sunday; empty: every day. */
  days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7, uniqueItems: true }),
  /** Of which group; null: of all groups. */
  groupId: Type.Union([Id, Type.Null()]),
  /** What those who are added know; those who are taken away all know it. */
  skillIds: Type.Array(Id, { maxItems: 20, uniqueItems: true }),
})
export type StaffingChange = Static<typeof StaffingChange>

/** What is to be otherwise; what is left out stays as it was. */
export const WhatIf = Type.Object({
  staffing: Type.Array(StaffingChange, { maxItems: 20 }),
  /** Everybody's limits, by family. */
  limits: Type.Optional(Type.Partial(byFamily(1))),
  method: Type.Optional(Type.Union([Type.Literal('spare'), Type.Literal('percent'), Type.Literal('round_robin')])),
  focus: Type.Optional(Type.Boolean()),
  /** Work of all families is given without being asked about. */
  autoAccept: Type.Optional(Type.Boolean()),
  /** Nobody looks at skills: whoever is in the group can take it. */
  withoutSkills: Type.Optional(Type.Boolean()),
  /** Nobody works outside these hours. */
  hours: Type.Optional(Type.Object({ fromHour: Hour(23), toHour: Type.Integer({ minimum: 1, maximum: 24 }) })),
  /** So many in a hundred of the customers who came. */
  customersPercent: Type.Optional(Type.Integer({ minimum: 10, maximum: 300 })),
})
export type WhatIf = Static<typeof WhatIf>

/** `simulation.start`: at most 31 days, in the past. Hours are those of `timeZone`. */
export const StartSimulation = Type.Object({
  from: Instant,
  to: Instant,
  timeZone: Type.String({ minLength: 1, maxLength: 64 }),
  changes: WhatIf,
})
export type StartSimulation = Static<typeof StartSimulation>
/** `simulation.cancel` */
export const SimulationRef = Type.Object({ id: Id })

export type Figures = {
  count: number
  taken: number
  left: number
  waiting: number
  /** Of those who were taken; null: nobody was. */
  p50Ms: number | null
  p90Ms: number | null
  meanMs: number | null
  /** How many in a hundred were taken in the time their queue promises. */
  keptPercent: number | null
}
export type SimulationSide = {
  all: Figures
  /** `lane`: a queue's number, or a group's as a negative one; 0: neither. */
  queues: (Figures & { lane: number })[]
  /** By the hour in which they came. */
  hours: (Figures & { at: string; occupancy: number | null })[]
  /** Of the room for live work, how much of a hundred was in use. */
  occupancy: number | null
}
export type SimulationResult = {
  happened: SimulationSide
  /** The same staffing, played again: how far the figures can be trusted. */
  replayed: SimulationSide
  changed: SimulationSide
  /** How far the replay's median and ninetieth percentile are from what happened; null: nobody was taken. */
  error: number | null
  lanes: { lane: number; name: string }[]
}
export type SimulationState = 'running' | 'done' | 'cancelled' | 'failed'
/** `GET /api/v1/simulations`, newest first. */
export type SimulationLine = {
  id: number
  createdAt: string
  createdBy: number | null
  state: SimulationState
  /** 0 … 100 */
  progress: number
  asked: StartSimulation
}
/** `GET /api/v1/simulations/:id`; the result once it is there. */
export type SimulationView = SimulationLine & { result: SimulationResult | null }

export const MOST_DAYS = 31
export const simulationRefusals = {
  simulation_not_found: 404,
  simulation_period_invalid: 422,
  simulation_over: 409,
  simulation_running: 409,
} as const
