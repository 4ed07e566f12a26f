import type { Figures, SimulationView } from '../../../server/routing/contract.ts'

const columns = ['count', 'taken', 'left', 'waiting', 'p50Ms', 'p90Ms', 'meanMs', 'keptPercent'] as const
const sides = ['happened', 'replayed', 'changed'] as const

/** One line for each side's whole, queues and hours. */
export function csvOf({ result }: SimulationView): string {
  if (result === null) return ''
  const name = (lane: number) => result.lanes.find((each) => each.lane === lane)?.name ?? String(lane)
  const quoted = (value: string) => (/[",;\n]|^[=+@-]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  const line = (side: string, of: string, what: string, figures: Figures) =>
    [side, of, quoted(what), ...columns.map((each) => figures[each] ?? '')].join(',')
  return [
    ['side', 'of', 'what', ...columns].join(','),
    ...sides.flatMap((side) => [
      line(side, 'all', '', result[side].all),
      ...result[side].queues.map((each) => line(side, 'queue', name(each.lane), each)),
      ...result[side].hours.map((each) => line(side, 'hour', each.at, each)),
    ]),
  ].join('\r\n')
}

export function save(name: string, type: string, content: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
