import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Address, isSocket, socketFile } from './address.ts'
import type { Binaries } from './binaries.ts'
import { isAlive, servesFolder } from './process-identity.ts'
import type { SystemUser } from './system-user.ts'

/** A running database server process: our child, or one left over by a server that was killed. */
export type Postmaster = { pid: number; exited: Promise<void> }

export type Launch = { binaries: Binaries; clusterFolder: string; logFile: string; user: SystemUser | null }

const noProcess = 0

/** Stands for a server process that could not be started. */
export const notStarted: Postmaster = { pid: noProcess, exited: Promise.resolve() }

const parameters = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  max_connections: '200',
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '128MB',
  max_wal_size: '1GB',
  // After a crash: one call for the whole file system in place of one for each of a thousand files, 2 s less.
  ...(process.platform === 'linux' && { recovery_init_sync_method: 'syncfs' }),
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Errors go to the client, who logs them by id: their texts may quote what customers wrote.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  unix_socket_permissions: '0700',
} as const

/** Changes with the programs and the parameters: a left-over server with another one is stopped, not adopted. */
export function fingerprint({ postgres }: Binaries) {
  const hash = createHash('sha256').update(JSON.stringify([parameters, postgres, statSync(postgres).mtimeMs]))
  return `causerie-${hash.digest('hex').slice(0, 12)}`
}

/** Starts the server process in a session of its own, so that Ctrl-C reaches it only through us. */
export function launchPostmaster({ binaries, clusterFolder, logFile, user }: Launch, address: Address): Postmaster {
  const listen = isSocket(address)
    ? { unix_socket_directories: address.host, listen_addresses: '' }
    : { unix_socket_directories: '', listen_addresses: address.host }
  const all = { ...parameters, ...listen, port: String(address.port), cluster_name: fingerprint(binaries) }
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(
    binaries.postgres,
    ['-D', clusterFolder, ...Object.entries(all).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    {
      stdio: ['ignore', log, log],
      detached: true,
      cwd: '/',
      env: { LC_ALL: 'C' },
      ...(user && { uid: user.uid, gid: user.gid }),
    },
  )
  closeSync(log)
  child.unref()
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  return { pid: child.pid ?? noProcess, exited }
}

/** The process that still serves this cluster after its Causerie server was killed, and where it listens. */
export async function findLeftover(
  clusterFolder: string,
): Promise<{ postmaster: Postmaster; address: Address } | null> {
  const noted = await readNote(clusterFolder)
  return noted && servesFolder(noted.pid, clusterFolder)
    ? { postmaster: watch(noted.pid), address: noted.address }
    : null
}

/**
 * Removes what a dead server process left: PostgreSQL would take a zombie, or a stranger who got its process id, for a
 * running server. (That its last children are gone too, PostgreSQL sees for itself by their shared memory.)
 */
export async function clearDead(clusterFolder: string) {
  const noted = await readNote(clusterFolder)
  if (!noted || servesFolder(noted.pid, clusterFolder)) return
  await rm(path.join(clusterFolder, 'postmaster.pid'), { force: true })
  if (isSocket(noted.address)) await rm(`${socketFile(noted.address)}.lock`, { force: true })
}

/** What the server process wrote down about itself when it started. */
async function readNote(clusterFolder: string) {
  const note = await readFile(path.join(clusterFolder, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , port, socketFolder, host] = note.split('\n')
  return pid ? { pid: Number(pid), address: { host: socketFolder || host || '127.0.0.1', port: Number(port) } } : null
}

/** Ends it in order; by force when it does not within 20 seconds. What was committed is safe either way. */
export async function stopPostmaster({ pid, exited }: Postmaster) {
  const patience: [NodeJS.Signals, number][] = [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ]
  for (const [signal, milliseconds] of patience) {
    if (!isAlive(pid)) return
    signalProcess(pid, signal)
    const done = new AbortController()
    await Promise.race([exited, pause(milliseconds, undefined, { signal: done.signal }).catch(() => {})])
    done.abort()
  }
}

export function signalProcess(pid: number, signal: NodeJS.Signals) {
  // Zero and below would mean groups of processes, or all.
  if (pid <= noProcess) return
  try {
    process.kill(pid, signal)
  } catch {
    // It is gone already.
  }
}

/** Only our own children tell when they end; others are looked at. */
function watch(pid: number): Postmaster {
  const exited = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(pid)) return
      clearInterval(timer)
      resolve()
    }, 100)
    timer.unref()
  })
  return { pid, exited }
}

/** Keeps the database's own log small: warnings only, and one earlier file. */
export function rotateLog(logFile: string) {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (size > 5_000_000) renameSync(logFile, `${logFile}.1`)
}

/** What the database said last, as the reason of an end. */
export function lastWords(logFile: string) {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n')
  const line = lines.findLast((text) => /FATAL|PANIC/.test(text)) ?? lines.at(-1) ?? ''
  return line.replace(/^.*?\[\d+\] /, '')
}
