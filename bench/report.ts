import { arch, cpus, totalmem } from 'node:os'
import type { Finding } from './figures/figure.ts'
import { isMet, type Target } from './targets.ts'

type Found = ReadonlyMap<string, Finding>

const number = (value: number): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: value < 10 ? 2 : value < 1_000 ? 1 : 0 })
const limit = (target: Target): string => ('least' in target ? `≥ ${number(target.least)}` : `≤ ${number(target.most)}`)

/** A line a figure: key, target, value, ok or missed, and what it is. */
export function table(wanted: readonly Target[], found: Found): string {
  const rows = wanted.map((target) => {
    const finding = found.get(target.key)
    const value = finding?.value ?? null
    const verdict = value === null ? '–' : isMet(target, value) ? 'ok' : 'missed'
    return [
      target.key,
      limit(target),
      value === null ? 'null' : number(value),
      verdict,
      finding?.reason ?? target.about,
    ]
  })
  const all = [['figure', 'target', 'value', '', ''], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: string[]) =>
    row
      .map((cell, column) =>
        column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return all.map(line).join('\n')
}

export type Facts = { database: Record<string, string>; seconds: number; at: Date; loadAverage: [number, number] }

/** The same for machines: medians, spreads, the absolute figures of both sides. */
export function json(wanted: readonly Target[], found: Found, facts: Facts): string {
  const figures = wanted.map((target) => {
    const { value = null, ...rest } = found.get(target.key) ?? {}
    return [target.key, { value, target: limit(target), met: value === null ? null : isMet(target, value), ...rest }]
  })
  const machine = {
    processors: cpus().length,
    model: cpus()[0]?.model,
    architecture: arch(),
    memory: totalmem(),
    node: process.version,
  }
  return `${JSON.stringify({ ...facts, machine, figures: Object.fromEntries(figures) }, null, 2)}\n`
}
