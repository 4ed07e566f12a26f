import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/**
 * A text that names one run of one process: the same id used again later gives another text, so that a file
 * left by a killed process is never mistaken for a live one. Null when no such process lives (a zombie is dead).
 */
export function processIdentity(id: number): string | null {
  return process.platform === 'linux' ? fromProc(id) : fromPs(id)
}

/** The working directory of a live process, where the system tells it. PostgreSQL works in its data folder. */
export function workingFolder(id: number): string | null {
  try {
    return readlinkSync(`/proc/${id}/cwd`)
  } catch {
    return null
  }
}

export function isAlive(id: number) {
  return processIdentity(id) !== null
}

function fromProc(id: number) {
  try {
    // The name, in parentheses, may hold spaces and parentheses itself: count from the last one.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const [state, startedTicks] = [fields[0], fields[19]]
    return state === 'Z' || state === 'X' ? null : `${bootId()} ${startedTicks}`
  } catch {
    return null
  }
}

function bootId() {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
}

function fromPs(id: number) {
  try {
    const [state, ...started] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(id)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
    return state === undefined || state.startsWith('Z') ? null : started.join(' ')
  } catch {
    return null
  }
}
