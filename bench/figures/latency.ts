import { inTurn, withBothSides } from '../parts/pair.ts'
import { load, pace } from '../parts/throughput.ts'
import type { Run } from './figure.ts'
import { ratio } from './throughput.ts'

const PACE = { perSecond: 1_000, seconds: 5 }
const BEFORE_ALL = 10_000

/** Milliseconds from sending to arrival at the desk's socket, at a steady pace. */
export const latency: Run = {
  keys: ['latency_p50_ratio', 'latency_p99_ratio'],
  measure: (lab) =>
    withBothSides(lab, async (sides) => {
      for (const { stage } of sides) await load(stage, { inFlight: 64, total: BEFORE_ALL })
      lab.say(`Latency at ${PACE.perSecond} messages a second, p50 / p99 in ms:`)
      const pairs = await inTurn(
        lab,
        sides,
        (stage) => pace(stage, PACE),
        ({ p50, p99 }) => `${p50.toFixed(2)} / ${p99.toFixed(2)}`,
      )
      return {
        latency_p50_ratio: ratio(
          pairs,
          (ours, bare) => ours.p50 / bare.p50,
          (half) => half.p50,
        ),
        latency_p99_ratio: ratio(
          pairs,
          (ours, bare) => ours.p99 / bare.p99,
          (half) => half.p99,
        ),
      }
    }),
}
