import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync } from 'node:fs'

/**
 * A text that names one run of one process: the same id used again later gives another text, so that a file
 * left by a killed process is never mistaken for a live one. Null when no such process lives (a zombie is dead).
 */
export function processIdentity(id: number): string | null {
  return process.platform === 'linux' ? fromProc(id) : fromPs(id)
}

/** Whether this live process is the database server of that folder. PostgreSQL works in its data folder. */
export function servesFolder(id: number, folder: string) {
  if (!isAlive(id)) return false
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${id}/cwd`) === realpathSync(folder)
    return execFileSync('ps', ['-o', 'command=', '-p', String(id)], { encoding: 'utf8' }).includes(`-D ${folder} `)
  } catch {
    // Somebody else's process, of which the system tells us nothing.
    return false
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
