import { buildServer, isServerBuilt, serverInputs } from './builds/server.ts'
import { isFresh, listing, stampOf, wasBuilt, writeStamp } from './builds/stamp.ts'
import { buildWeb, webInputs, webParts } from './builds/web.ts'

/**
 * Builds what changed since its last build: the parts of web/ into dist/web/<part>, the server into dist/server; or those
 * named, or all with `--all`.
 */

const parts = () => [...webParts(), 'server']
const inputsOf = (part: string) => (part === 'server' ? serverInputs : webInputs(part))

/** The parts whose built files are missing or older than their sources. */
export function staleParts() {
  const files = listing()
  return parts().filter((part) => !isFresh(part, inputsOf(part), files) || (part === 'server' && !isServerBuilt()))
}

/** Whether there is something to serve for each part of web/, be it older than its sources. */
export const isBuilt = () => webParts().every(wasBuilt)

export async function buildParts(names: string[]) {
  for (const part of names) {
    // Of before the build: what changes meanwhile is built again.
    const stamp = stampOf(inputsOf(part), listing())
    const started = performance.now()
    await (part === 'server' ? buildServer() : buildWeb(part))
    writeStamp(part, stamp)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`Built ${part === 'server' ? part : `web/${part}`} in ${seconds} s`)
  }
}

if (process.argv[1] === import.meta.filename) {
  try {
    const named = process.argv.slice(2)
    await buildParts(named.includes('--all') ? parts() : named.length > 0 ? named : staleParts())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
