import { mixture, seeded, tryOut } from '../parts/queue-world.ts'
import type { Run } from './figure.ts'

/** Of the ranges told to customers of a stated mixture of queues: how many held the true wait. */
export const waits: Run = {
  keys: ['wait_range_hit'],
  measure({ say }) {
    const tried = mixture.map((conditions, index) => ({ conditions, ...tryOut(conditions, seeded(index + 1)) }))
    const [told, held] = [
      tried.reduce((sum, each) => sum + each.told, 0),
      tried.reduce((sum, each) => sum + each.held, 0),
    ]
    say(`Expected waits: ${held} of ${told} ranges held, in ${tried.length} conditions`)
    const details = { conditions: tried.map(({ conditions, ...each }) => ({ ...conditions, ...each })) }
    return Promise.resolve({ wait_range_hit: { value: held / told, details } })
  },
}
