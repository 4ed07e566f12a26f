import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks are hundredths of a second on every Linux we run on. */
const TICK_MS = 10

/** Milliseconds of processor time that each of `times` takes from now on: on a busy machine, what stays comparable. */
export function cpuEach(pids: Readonly<Record<string, number>>): (times: number) => Record<string, number> {
  const used = () => Object.entries(pids).map(([name, pid]): [string, number] => [name, cpuOf(pid)])
  const before = new Map(used())
  return (times) => Object.fromEntries(used().map(([name, after]) => [name, (after - (before.get(name) ?? 0)) / times]))
}

/** Milliseconds of processor time used so far by a process and its children, living and ended. */
export function cpuOf(pid: number): number {
  const living = childrenOf(pid).reduce((sum, child) => sum + ticks(child, 0), 0)
  return (ticks(pid, 0) + ticks(pid, 2) + living) * TICK_MS
}

export const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && statOf(Number(name))[1] === String(pid))
    .map(Number)

/** Of the process itself, or (2 fields on) of the children it has seen end. */
function ticks(pid: number, from: 0 | 2): number {
  const [user, system] = statOf(pid).slice(11 + from, 13 + from)
  return Number(user ?? 0) + Number(system ?? 0)
}

/** The fields of /proc/PID/stat after the name: state, parent, …; none when the process is gone. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
