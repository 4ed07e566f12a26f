import { existsSync } from 'node:fs'
import { runProgram } from './run-program.ts'
import type { Tally } from './tally.ts'

/** What tests need besides npm packages, and how Debian calls it. */
const programs = [
  { name: 'Chromium', packages: ['chromium', 'fonts-liberation'], isThere: () => existsSync('/usr/bin/chromium') },
  { name: 'NATS', packages: ['nats-server'], isThere: () => existsSync('/usr/sbin/nats-server') },
  { name: 'PostgreSQL', packages: ['postgresql'], isThere: () => existsSync('/usr/lib/postgresql') },
]

/** Installs what is missing where we may (root on Debian); else says what to install. */
export async function installPrograms(tally: Tally) {
  const missing = programs.filter(({ isThere }) => !isThere())
  if (missing.length === 0) return
  const packages = missing.flatMap((program) => program.packages)
  const names = missing.map(({ name }) => name).join(' and ')
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    tally.fail(`${names} not found`, `The tests need Debian's packages: apt-get install ${packages.join(' ')}`)
    return
  }
  console.log(`Installing ${names} from Debian's packages …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const update = await runProgram('/usr/bin/apt-get', ['update', '-qq'], env)
  const install = await runProgram(
    '/usr/bin/apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    env,
  )
  if (!install.ok) tally.fail(`${names} could not be installed`, `${update.output}\n${install.output}`)
}
