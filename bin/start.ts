import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { StartError } from '../server/platform/start-error.ts'
import { isBuilt, staleParts } from './build.ts'
import { bundle } from './builds/server.ts'
import { runCommand } from './console/run-command.ts'

/** Starts the server: `npm start`. Nothing heavy may be imported here: the server itself comes from its bundle. */

const options = ['--demo']
/** Under `npm run dev` each change is a start: from the sources it takes a second more, a bundle would take two. */
const isBundled = process.env.CAUSERIE_FROM_SOURCE === undefined

await runCommand(async () => {
  const unknown = process.argv.slice(2).find((argument) => !options.includes(argument))
  if (unknown !== undefined) throw new StartError(`There is no option "${unknown}"; there is ${options.join(', ')}.`)
  const isFresh = buildWhatIsStale()
  const { serve } = await server(isBundled && isFresh)
  await serve({ demo: process.argv.includes('--demo') })
})

/** In another process: a bundler needs more memory than the server. False when something could not be built. */
function buildWhatIsStale(): boolean {
  const parts = staleParts().filter((part) => isBundled || part !== 'server')
  if (parts.length === 0) return true
  const build = path.join(import.meta.dirname, 'build.ts')
  const { status } = spawnSync(process.execPath, [build, ...parts], { stdio: 'inherit' })
  if (status === 0) return true
  if (!isBuilt()) throw new StartError('The screens could not be built: see above.')
  console.error('Not everything could be built (see above): the screens built before are shown.')
  return false
}

function server(fromBundle: boolean): Promise<typeof import('./console/serve.ts')> {
  return fromBundle ? import(pathToFileURL(bundle).href) : import('./console/serve.ts')
}
