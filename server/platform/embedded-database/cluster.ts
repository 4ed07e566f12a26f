import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { StartError } from '../start-error.ts'
import type { Binaries } from './binaries.ts'
import type { SystemUser } from './system-user.ts'

/** The one database user of the embedded database. */
export const databaseUser = 'causerie'

/** The files of one database cluster, and the password of its user. */
export type Cluster = { folder: string; password: string }

type Place = { dataFolder: string; user: SystemUser | null; binaries: Binaries }

/** Opens the cluster in the data folder, or makes it on the first start. */
export async function openCluster({ dataFolder, user, binaries }: Place): Promise<Cluster> {
  const folder = clusterFolder(dataFolder)
  if (!(await exists(path.join(folder, 'PG_VERSION')))) {
    await makeCluster(folder, passwordFile(dataFolder), user, binaries)
  }
  await refuseOtherVersion(folder, binaries.major)
  if (user) await giveTo(user, folder)
  return { folder, password: await readPassword(dataFolder) }
}

export async function readPassword(dataFolder: string) {
  const file = passwordFile(dataFolder)
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    throw new StartError(`The password of the embedded database cannot be read from ${file} (${codeOf(error)}).`)
  }
}

function passwordFile(dataFolder: string) {
  return path.join(dataFolder, 'database.password')
}

export function clusterFolder(dataFolder: string) {
  return path.join(dataFolder, 'postgres')
}

/** Made aside and moved into place when it is whole: a start killed half-way leaves nothing that looks usable. */
async function makeCluster(folder: string, finalPassword: string, user: SystemUser | null, { initdb }: Binaries) {
  if ((await exists(folder)) && (await readdir(folder)).length > 0) {
    throw new StartError(`The folder ${folder} is not empty and holds no database.`)
  }
  const draft = `${folder}.new`
  const draftPassword = `${folder}.password`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  await rm(draftPassword, { force: true })
  await writeFile(draftPassword, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  if (user) {
    await chown(draft, user.uid, user.gid)
    await chown(draftPassword, user.uid, user.gid)
  }
  await runInitdb(initdb, draft, draftPassword, user)
  if (user) await chown(draftPassword, 0, 0)
  await rename(draftPassword, finalPassword)
  await rm(folder, { recursive: true, force: true })
  await rename(draft, folder)
}

/**
 * Sorting and case by Unicode code points, the same on every machine. The character classes of full text search
 * come from the C library's UTF-8 locale, whose name differs between systems.
 */
async function runInitdb(initdb: string, folder: string, finalPassword: string, user: SystemUser | null) {
  let complaint = ''
  for (const characterClasses of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    const outcome = await run(initdb, user, [
      `--pgdata=${folder}`,
      `--username=${databaseUser}`,
      `--pwfile=${finalPassword}`,
      '--auth=scram-sha-256',
      ...(process.platform === 'linux' ? ['--sync-method=syncfs'] : []),
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      `--lc-ctype=${characterClasses}`,
    ])
    if (outcome.code === 0) return
    complaint = outcome.stderr
  }
  throw new StartError(`The embedded database could not be made in ${folder}: ${lastLine(complaint)}`)
}

function run(program: string, user: SystemUser | null, args: string[]) {
  return new Promise<{ code: number | null; stderr: string }>((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: '/',
      env: { LC_ALL: 'C' },
      ...(user && { uid: user.uid, gid: user.gid }),
    })
    let stderr = ''
    child.stderr.on('data', (chunk) => (stderr += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stderr }))
  })
}

async function refuseOtherVersion(folder: string, major: number) {
  const written = Number(await readFile(path.join(folder, 'PG_VERSION'), 'utf8'))
  if (written === major) return
  const advice =
    written > major
      ? 'install the version of Causerie that wrote it'
      : 'make a backup with the version of Causerie that wrote it (bin/backup), and restore it into a new folder'
  throw new StartError(
    `The database in ${folder} was written by PostgreSQL ${written}, this is PostgreSQL ${major}: ${advice}.`,
  )
}

/** Data copied or unpacked by root belongs to root; the database needs to own it. */
async function giveTo({ uid, gid }: SystemUser, folder: string) {
  if ((await stat(folder)).uid === uid) return
  for (const name of await readdir(folder, { recursive: true })) await chown(path.join(folder, name), uid, gid)
  await chown(folder, uid, gid)
}

function codeOf(error: unknown) {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

async function exists(file: string) {
  return stat(file).then(
    () => true,
    () => false,
  )
}

export function lastLine(text: string) {
  return text.trim().split('\n').at(-1)?.trim() ?? ''
}
