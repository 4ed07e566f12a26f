import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { DEMO_PASSWORD } from '../server/demo/fill-demo.ts'
import { makeFirstLink } from '../server/identity/index.ts'
import { type Server, startServer } from '../server/main.ts'
import { clock } from '../server/platform/clock.ts'
import { readSettings, type Settings } from '../server/platform/settings.ts'
import { StartError } from '../server/platform/start-error.ts'
import { isBuilt, staleParts } from './build.ts'
import { runCommand } from './console/run-command.ts'
import { waitForStop } from './console/wait-for-stop.ts'

/** Starts the server: `npm start`. */

const options = ['--demo']

await runCommand(async () => {
  const unknown = process.argv.slice(2).find((argument) => !options.includes(argument))
  if (unknown !== undefined) throw new StartError(`There is no option "${unknown}"; there is ${options.join(', ')}.`)
  const settings = readSettings()
  buildWhatIsStale()
  const stopped = waitForStop()
  const demo = process.argv.includes('--demo')
  const server = await startServer(
    settings,
    demo ? { demo: (done, of) => console.log(`Filling in the demo: ${done} of ${of} conversations`) } : {},
  )
  await tell(server, settings, demo)
  await stopped
  console.log('Stopping …')
  await server.close()
  process.exit(0)
})

/** In another process: a bundler needs more memory than the server. */
function buildWhatIsStale() {
  if (staleParts().length === 0) return
  const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'build.ts')], { stdio: 'inherit' })
  if (status === 0) return
  if (!isBuilt()) throw new StartError('The screens could not be built: see above.')
  console.error('The screens could not be built (see above): the ones built before are shown.')
}

async function tell({ url, demoUrl, app }: Server, settings: Settings, demo: boolean) {
  const desk = settings.port === 0 ? url : settings.publicUrl
  const firstLink = await makeFirstLink(app.db, clock.now())
  const lines = ['Causerie is ready. Stop it with Ctrl-C.', `  Desk          ${desk}`]
  if (firstLink !== null) {
    lines.push(`  First sign-in ${desk}${firstLink}`)
    lines.push('                (works once, within 7 days; "node bin/launch.js admin-link" makes a new one)')
  }
  if (demo)
    lines.push(`  Demo team     lea@halte.example (team lead), marc@halte.example (agent) – password: ${DEMO_PASSWORD}`)
  if (demoUrl !== null) lines.push(`  Demo shop     ${demoUrl}`)
  if (settings.host === '127.0.0.1')
    lines.push('  Only this machine can reach it; HOST=0.0.0.0 opens it to the network.')
  console.log(lines.join('\n'))
}
