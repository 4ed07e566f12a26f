import { createHash } from 'node:crypto'
import { chown, lstat, mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { databaseUser } from './cluster.ts'
import type { SystemUser } from './system-user.ts'

/** Where the database listens: a socket file in a closed folder, or a port of this machine. */
export type Address = { host: string; port: number }

/** The system's limit for a socket's path is 104 to 108 bytes. */
const longestSocketPath = 100

/** A socket folder only the database's user can enter; a port where the system has no socket files. */
export async function chooseAddress(dataFolder: string, user: SystemUser | null): Promise<Address> {
  if (process.platform === 'win32') return { host: '127.0.0.1', port: await freePort() }
  const owner = user?.uid ?? process.getuid?.() ?? 0
  for (const folder of [path.join(dataFolder, 'run'), path.join(tmpdir(), `causerie-${digest(dataFolder)}-${owner}`)]) {
    if (socketFile({ host: folder, port: 5432 }).length > longestSocketPath) continue
    if (await closedFolder(folder, user, owner)) return { host: folder, port: 5432 }
  }
  return { host: '127.0.0.1', port: await freePort() }
}

export function isSocket({ host }: Address) {
  return path.isAbsolute(host)
}

/** Understood by node-postgres and by libpq. */
export function databaseUrl({ host, port }: Address, password: string, name: string) {
  const socket = path.isAbsolute(host)
  const url = new URL(`postgresql://${socket ? 'localhost' : host}:${port}/${name}`)
  url.username = databaseUser
  url.password = password
  if (socket) url.searchParams.set('host', host)
  return url.href
}

export function socketFile({ host, port }: Address) {
  return path.join(host, `.s.PGSQL.${port}`)
}

/** False when somebody else made the folder first: in a shared temporary folder that is not ours to trust. */
async function closedFolder(folder: string, user: SystemUser | null, owner: number) {
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    () => false,
  )
  if (made && user) await chown(folder, user.uid, user.gid)
  const found = await lstat(folder).catch(() => null)
  return found !== null && found.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0
}

function digest(text: string) {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

function freePort() {
  return new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
