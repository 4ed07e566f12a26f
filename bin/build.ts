import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Builds the parts of web/ whose inputs changed since their last build into dist/web/<part>; all with `--all`. */

const root = path.resolve(import.meta.dirname, '..')
const output = path.join(root, 'dist/web')

// What a part can be made of besides its own folder.
const sharedInputs = [
  'web/kit/**',
  'locales/**/*.json',
  'server/*/contract.ts',
  'server/*/pure/**',
  'server/platform/protocol.ts',
  'server/platform/pure/**',
  'package-lock.json',
]

/** The parts whose built files are missing or older than their sources. */
export function staleParts() {
  return parts().filter((part) => builtFrom(part) !== inputsOf(part))
}

/** Whether there is something to serve for each part, be it older than its sources. */
export function isBuilt() {
  return parts().every((part) => builtFrom(part) !== null)
}

export async function buildParts(names: string[]) {
  // Loaded only here: with nothing to build, the server must not carry a bundler in its memory.
  const { build } = await import('vite')
  for (const part of names) {
    const inputs = inputsOf(part)
    const started = performance.now()
    for (const [index, configFile] of configsOf(part).entries()) {
      await build({
        configFile,
        root: path.dirname(configFile),
        logLevel: 'warn',
        build: { outDir: path.join(output, part), emptyOutDir: index === 0 },
      })
    }
    mkdirSync(path.join(output, part), { recursive: true })
    writeFileSync(stampOf(part), inputs)
    console.log(`Built web/${part} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  }
}

function parts() {
  return readdirSync(path.join(root, 'web')).filter((part) => configsOf(part).length > 0)
}

/** vite.config.ts first; further files, as vite.loader.config.ts, add to the same folder. */
function configsOf(part: string) {
  return globSync('vite*.config.ts', { cwd: path.join(root, 'web', part) })
    .sort((a, b) => a.length - b.length)
    .map((name) => path.join(root, 'web', part, name))
}

function inputsOf(part: string) {
  const hash = createHash('sha256')
  for (const file of globSync([`web/${part}/**`, ...sharedInputs], { cwd: root }).sort()) {
    if (statSync(path.join(root, file)).isFile()) hash.update(`${file}\0`).update(readFileSync(path.join(root, file)))
  }
  return hash.digest('hex')
}

function builtFrom(part: string) {
  return existsSync(stampOf(part)) ? readFileSync(stampOf(part), 'utf8') : null
}

/** Beside the built files, not among them: those are served. */
function stampOf(part: string) {
  return path.join(output, `${part}.inputs`)
}

if (process.argv[1] === import.meta.filename) {
  try {
    await buildParts(process.argv.includes('--all') ? parts() : staleParts())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
