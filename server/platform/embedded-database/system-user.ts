import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { StartError } from '../start-error.ts'

export type SystemUser = { name: string; uid: number; gid: number }

/**
 * PostgreSQL refuses to run as root: then the user who owns the data, else `postgres`, else `nobody`. Null: run as
 * ourselves. The owner comes first because `postgres` may have been added to the system after the first start.
 */
export function chooseUser(clusterFolder: string): SystemUser | null {
  const own = process.getuid?.() ?? 0
  const owner = ownerOf(clusterFolder)
  if (own !== 0 || process.platform === 'win32') {
    if (owner === null || owner === own) return null
    throw new StartError(
      `The database in ${clusterFolder} belongs to another user (${nameOf(owner)}): start as that user, or as root.`,
    )
  }
  const users = systemUsers()
  const chosen =
    users.find(({ uid }) => uid === owner && uid !== 0) ??
    users.find(({ name }) => name === 'postgres') ??
    users.find(({ name }) => name === 'nobody')
  if (chosen) return chosen
  throw new StartError(
    'The embedded database cannot run as root, and there is no user "postgres" or "nobody": start as an ordinary user.',
  )
}

type Access = { file: string; right: 'r' | 'w' | 'x' }

/** Asks the system itself, as that user: modes of all parents, mount options and access lists count. */
export function mayReach(user: SystemUser, accesses: Access[]) {
  const script = 'while [ $# -gt 0 ]; do test "-$1" "$2" || exit 1; shift 2; done'
  const { status } = spawnSync(
    '/bin/sh',
    ['-c', script, 'sh', ...accesses.flatMap(({ file, right }) => [right, file])],
    {
      uid: user.uid,
      gid: user.gid,
      cwd: '/',
    },
  )
  return status === 0
}

function ownerOf(folder: string) {
  return statSync(folder, { throwIfNoEntry: false })?.uid ?? null
}

function nameOf(uid: number) {
  return systemUsers().find((user) => user.uid === uid)?.name ?? `user ${uid}`
}

function systemUsers(): SystemUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}
