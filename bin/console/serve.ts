import { DEMO_PASSWORD } from '../../server/demo/fill-demo.ts'
import { makeFirstLink, makeFirstLinkBeside } from '../../server/identity/index.ts'
import { type Server, startServer } from '../../server/main.ts'
import { clock } from '../../server/platform/clock.ts'
import { readSettings, type Settings } from '../../server/platform/settings.ts'
import { runCommand } from './run-command.ts'
import { waitForStop } from './wait-for-stop.ts'

/** Runs the server until it is asked to stop. The start of the bundle: `bin/builds/server.ts`. */
export const serve = (options: { demo: boolean }): Promise<void> =>
  runCommand(async () => {
    const settings = readSettings()
    const stopped = waitForStop()
    const server = await startServer(
      settings,
      options.demo ? { demo: (done, of) => console.log(`Filling in the demo: ${done} of ${of} conversations`) } : {},
    )
    await tell(server, settings, options.demo)
    await stopped
    console.log('Stopping …')
    await server.close()
    process.exit(0)
  })

async function tell({ url, demoUrl, app, nodes }: Server, settings: Settings, demo: boolean) {
  const desk = settings.port === 0 ? url : settings.publicUrl
  const now = clock.now()
  const { link: firstLink, isShown } =
    (await nodes()) > 1
      ? await makeFirstLinkBeside(app.db, now)
      : { link: await makeFirstLink(app.db, now), isShown: false }
  const lines = ['Causerie is ready. Stop it with Ctrl-C.', `  Desk          ${desk}`]
  if (isShown) {
    lines.push('  First sign-in by the link that another server has shown')
    lines.push('                ("node bin/launch.js admin-link" makes a new one)')
  } else if (firstLink !== null) {
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
