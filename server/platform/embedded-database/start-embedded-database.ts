import { chmod, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../start-error.ts'
import { type Address, chooseAddress, databaseUrl } from './address.ts'
import { findBinaries } from './binaries.ts'
import { type Cluster, clusterFolder, openCluster, readPassword } from './cluster.ts'
import { lockFolder } from './lock-folder.ts'
import {
  clearDead,
  findLeftover,
  fingerprint,
  type Launch,
  lastWords,
  launchPostmaster,
  notStarted,
  type Postmaster,
  rotateLog,
  signalProcess,
  stopPostmaster,
} from './postmaster.ts'
import { chooseUser, mayReach, type SystemUser } from './system-user.ts'

/** The part of pino's logger that is used here. */
type Log = Record<'info' | 'warn' | 'error', (fields: object, text: string) => void>

export type EmbeddedDatabase = {
  /** For node-postgres and libpq. Stays the same when the database process is restarted. */
  url: string
  /** The database's main process now; another one after a restart. */
  readonly pid: number
  /** Ends the database in order and frees the data folder. */
  stop(): Promise<void>
  /** Ends the database at once, without waiting; for a process that must exit now. Nothing committed is lost. */
  kill(): void
}

const databaseName = 'causerie'
const longestPause = 10_000
/** A database that ran for this long (ms) and then died is restarted at once, however often that was before. */
const stableAfter = 1_000

/**
 * Starts PostgreSQL on the data folder, or takes over the one a killed server left running, and keeps it running
 * until `stop`. Throws a StartError when that cannot be; the data is then untouched.
 */
export async function startEmbeddedDatabase(options: { dataFolder: string; log: Log }): Promise<EmbeddedDatabase> {
  const { dataFolder, log } = options
  await makeFolder(dataFolder)
  const unlock = await lockFolder(dataFolder)
  try {
    return await start(dataFolder, log, unlock)
  } catch (error) {
    await unlock()
    throw error
  }
}

/** The address of the database that a server on this machine runs on the data folder now, or null. */
export async function findRunningDatabase(dataFolder: string): Promise<string | null> {
  const leftover = await findLeftover(clusterFolder(dataFolder))
  return leftover && databaseUrl(leftover.address, await readPassword(dataFolder), databaseName)
}

async function start(dataFolder: string, log: Log, unlock: () => Promise<void>): Promise<EmbeddedDatabase> {
  const user = chooseUser(clusterFolder(dataFolder))
  if (user) refuseUnreachable(dataFolder, user)
  const binaries = await findBinaries(user)
  const cluster = await openCluster({ dataFolder, user, binaries })
  const launch = { binaries, clusterFolder: cluster.folder, logFile: path.join(dataFolder, 'postgres.log'), user }
  const adopted = await adoptLeftover(launch, cluster)
  if (adopted) log.info({ pid: adopted.postmaster.pid }, 'took over the database left running by a killed server')
  const address = adopted?.address ?? (await chooseAddress(dataFolder, user))
  let postmaster = adopted?.postmaster ?? (await launchReady(launch, address, cluster))
  let stopping = false
  const ended = new AbortController()
  const keeper = keepRunning()

  async function keepRunning() {
    for (let failures = 0; ; failures++) {
      const since = performance.now()
      await Promise.race([postmaster.exited, aborted(ended.signal)])
      if (stopping) return
      if (performance.now() - since > stableAfter) failures = 0
      const wait = Math.min(longestPause, 20 * 2 ** failures)
      log.error({ reason: lastWords(launch.logFile), wait }, 'the database process ended, restarting it')
      await pause(wait, undefined, { signal: ended.signal }).catch(() => {})
      if (stopping) return
      await relaunch()
    }
  }

  /** Nothing that goes wrong here may end the server: it tries again after a longer pause. */
  async function relaunch() {
    postmaster = notStarted
    try {
      await clearDead(launch.clusterFolder)
      postmaster = launchPostmaster(launch, address)
      const ready = await untilReady(postmaster, address, cluster, ended.signal)
      if (ready) log.info({ pid: postmaster.pid }, 'the database runs again')
    } catch (error) {
      log.error({ reason: String(error) }, 'the database process could not be started')
    }
  }

  return {
    url: databaseUrl(address, cluster.password, databaseName),
    get pid() {
      return postmaster.pid
    },
    async stop() {
      stopping = true
      ended.abort()
      await keeper
      await stopPostmaster(postmaster)
      await unlock()
    },
    kill() {
      stopping = true
      ended.abort()
      signalProcess(postmaster.pid, 'SIGQUIT')
    },
  }
}

async function makeFolder(dataFolder: string) {
  try {
    const made = await mkdir(dataFolder, { recursive: true })
    // The database's user passes through it, whatever the umask; what is inside is closed by its own modes.
    if (made) await chmod(dataFolder, 0o755)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : 'unknown reason'
    throw new StartError(`The data folder ${dataFolder} cannot be made: ${reason}. Set CAUSERIE_DATA to another one.`)
  }
}

function refuseUnreachable(dataFolder: string, user: SystemUser) {
  if (mayReach(user, [{ file: dataFolder, right: 'x' }])) return
  throw new StartError(
    `The data folder ${dataFolder} cannot be reached by the user "${user.name}", who runs the database because root may not: ` +
      'set CAUSERIE_DATA to a folder that others may enter, such as /var/lib/causerie, or start as an ordinary user.',
  )
}

/** A left-over server of the same programs and parameters is kept, as the fastest way on; any other is stopped. */
async function adoptLeftover(launch: Launch, cluster: Cluster) {
  const leftover = await findLeftover(launch.clusterFolder)
  if (!leftover) return null
  const { postmaster, address } = leftover
  const ready = await Promise.race([
    untilReady(postmaster, address, cluster),
    pause(10_000, null, { ref: false }),
  ]).catch(() => null)
  if (ready?.clusterName === fingerprint(launch.binaries)) return leftover
  await stopPostmaster(postmaster)
  return null
}

/** After a killed database process its own children may hold the memory for some moments more. */
async function launchReady(launch: Launch, address: Address, cluster: Cluster) {
  rotateLog(launch.logFile)
  for (let attempt = 1; ; attempt++) {
    await clearDead(launch.clusterFolder)
    const postmaster = launchPostmaster(launch, address)
    if (await untilReady(postmaster, address, cluster)) return postmaster
    const reason = lastWords(launch.logFile)
    if (attempt === 60 || !/shared memory block/.test(reason)) {
      throw new StartError(`The embedded database did not start: ${reason} (see ${launch.logFile}).`)
    }
    await pause(50)
  }
}

/** Connects until it succeeds; null when the process ends first, or nobody waits any more. Recovery after a crash may take its time. */
async function untilReady(postmaster: Postmaster, address: Address, cluster: Cluster, signal?: AbortSignal) {
  let running = true
  void postmaster.exited.then(() => (running = false))
  for (let wait = 5; running && !signal?.aborted; wait = Math.min(30, wait + 1)) {
    const outcome = await tryConnection(databaseUrl(address, cluster.password, databaseName))
    if (outcome.ready) return outcome
    if (outcome.code === '28P01') throw new StartError('The password of the embedded database does not fit its data.')
    if (outcome.code === '3D000') await createDatabase(databaseUrl(address, cluster.password, 'postgres'))
    else await pause(wait)
  }
  return null
}

async function tryConnection(connectionString: string) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ cluster_name: string }>('show cluster_name')
    return { ready: true as const, clusterName: rows[0]?.cluster_name }
  } catch (error) {
    return { ready: false as const, code: error instanceof Error && 'code' in error ? error.code : undefined }
  } finally {
    await client.end().catch(() => {})
  }
}

async function createDatabase(connectionString: string) {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`create database ${databaseName}`)
  } finally {
    await client.end()
  }
}

function aborted(signal: AbortSignal) {
  return new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
