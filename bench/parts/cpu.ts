import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks are hundredths of a second on every Linux we run on. */
const TICK_MS = 10

/** Milliseconds of processor time used so far by each group of processes. */
export function cpuOf<Group extends string>(groups: Record<Group, readonly number[]>): Record<Group, number> {
  const entries = Object.entries<readonly number[]>(groups).map(([group, pids]) => [
    group,
    pids.reduce((sum, pid) => sum + usedBy(pid), 0),
  ])
  return Object.fromEntries(entries)
}

function usedBy(pid: number): number {
  const [user, system] = statOf(pid).slice(11, 13)
  return (Number(user ?? 0) + Number(system ?? 0)) * TICK_MS
}

/** A process and those it has started. */
export function family(pid: number): number[] {
  const numbers = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
  return [pid, ...numbers.filter((each) => Number(statOf(each)[1]) === pid)]
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
