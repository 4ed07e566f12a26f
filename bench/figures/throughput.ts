import { inTurn, type Half, type Side, withBothSides } from '../parts/pair.ts'
import { spread } from '../parts/statistics.ts'
import { load } from '../parts/throughput.ts'
import type { Finding, Lab, Run } from './figure.ts'

const MESSAGES = 15_000
const BEFORE_ALL = 10_000

/** Messages a second, customer's socket → stored → acknowledged → agent's socket. */
export const throughput: Run = {
  keys: ['throughput_ratio_64', 'throughput_ratio_400'],
  measure: (lab, wanted) =>
    withBothSides(lab, async (sides) => {
      for (const { stage } of sides) await load(stage, { inFlight: 64, total: BEFORE_ALL })
      const found: Record<string, Finding> = {}
      for (const inFlight of [64, 400]) {
        const key = `throughput_ratio_${inFlight}`
        if (wanted.includes(key)) found[key] = await compare(lab, sides, inFlight)
      }
      return found
    }),
}

async function compare(lab: Lab, sides: [Side, Side], inFlight: number): Promise<Finding> {
  lab.say(`Throughput with ${inFlight} in flight, messages a second:`)
  const pairs = await inTurn(
    lab,
    sides,
    (stage) => load(stage, { inFlight, total: MESSAGES }),
    (half) => half.perSecond.toFixed(0),
  )
  return ratio(
    pairs,
    (ours, bare) => ours.perSecond / bare.perSecond,
    (half) => half.perSecond,
  )
}

/** The median of the pairs' ratios; null as soon as one half lost, doubled or refused anything. */
export function ratio(
  pairs: [Half, Half][],
  each: (ours: Half, bare: Half) => number,
  absolute: (half: Half) => number,
): Finding {
  const ratios = spread(pairs.map(([ours, bare]) => each(ours, bare)))
  const wrong = pairs.flat().flatMap((half) => half.wrong ?? [])
  return {
    value: wrong.length === 0 ? ratios.median : null,
    ...(wrong.length === 0 ? {} : { reason: wrong.join('; ') }),
    spread: ratios,
    ours: spread(pairs.map(([ours]) => absolute(ours))),
    bare: spread(pairs.map(([, bare]) => absolute(bare))),
    details: {
      loadAverage: pairs.flat().map((half) => half.loadAverage),
      cpuMicrosecondsAMessage: cpuOfBoth(pairs),
      diskSyncs: { ours: pairs.map(([ours]) => ours.syncs), bare: pairs.map(([, bare]) => bare.syncs) },
    },
  }
}

function cpuOfBoth(pairs: [Half, Half][]) {
  const of = (side: 0 | 1) => ({
    server: spread(pairs.map((pair) => pair[side].cpu.server)).median,
    database: spread(pairs.map((pair) => pair[side].cpu.database)).median,
    generator: spread(pairs.map((pair) => pair[side].cpu.generator)).median,
  })
  return { ours: of(0), bare: of(1) }
}
