/** Always the same demo: a small generator of its own, not chance. */
export type Chance = { below(n: number): number; pick<T>(list: readonly T[]): T }

/** A linear congruential generator: the same sequence on every machine. */
export function chanceFrom(seed: number): Chance {
  let state = seed
  const below = (n: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 0x1_0000_0000) * n)
  }
  return {
    below,
    pick<T>(list: readonly T[]): T {
      const item = list[below(list.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
  }
}
