import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from '../../server/platform/migrate.ts'

export type DebianPostgres = { url: string; stop(): Promise<void> }

const installed = '/usr/lib/postgresql'

/** A PostgreSQL of Debian's package, as an operator would give by DATABASE_URL: its own version, locale and user. */
export async function startDebianPostgres(): Promise<DebianPostgres> {
  const programs = path.join(installed, readdirSync(installed).sort().at(-1) ?? '', 'bin')
  const folder = await mkdtemp(path.join(tmpdir(), 'causerie-debian-'))
  const user = process.getuid?.() === 0 ? postgresUser() : null
  if (user) await chown(folder, user.uid, user.gid)
  await chmod(folder, 0o755)
  const cluster = path.join(folder, 'cluster')
  const init = ['-D', cluster, '-U', 'operator', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync']
  execFileSync(path.join(programs, 'initdb'), init, { ...user, cwd: '/', stdio: 'ignore' })
  const settings = ['-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off']
  const server = spawn(path.join(programs, 'postgres'), ['-D', cluster, ...settings], {
    ...user,
    cwd: '/',
    stdio: 'ignore',
  })
  const ended = once(server, 'exit')
  const url = `postgresql://operator@localhost/postgres?host=${encodeURIComponent(folder)}`
  await untilReady(url)
  return {
    url,
    async stop() {
      server.kill('SIGINT')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function untilReady(url: string) {
  for (let attempt = 0; attempt < 500; attempt++) {
    const client = await connect(url, 'causerie test kit').catch(() => null)
    if (client) return client.end()
    await pause(20)
  }
  throw new Error("Debian's PostgreSQL did not start")
}

function postgresUser() {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'))
  const [, , uid, gid] = line?.split(':') ?? []
  return { uid: Number(uid), gid: Number(gid) }
}
