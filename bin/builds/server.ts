import { existsSync, mkdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const root = path.resolve(import.meta.dirname, '../..')
const output = path.join(root, 'dist/server')

/** The server and its packages in one file: 2,000 files take a second to find, read and link, and 40 MB to hold. */
export const bundle = path.join(output, 'serve.mjs')

/** What it is made of, by folder or file. */
export const serverInputs = ['server', 'bin/console', 'bin/builds', 'package-lock.json']

/** Loaded from node_modules when they are needed: programs for this machine, and what works after the start only. */
const external = ['@node-rs/argon2', 'graphile-worker', 'sharp']

export async function buildServer() {
  // Loaded only here: with nothing to build, the server must not carry a bundler in its memory.
  const { build } = await import('vite')
  const draft = `draft-${process.pid}.mjs`
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [whereItWas],
    ssr: { noExternal: true, external },
    build: {
      ssr: path.join(root, 'bin/console/serve.ts'),
      outDir: output,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node24',
      // Names and lines stay: errors in the log are read by people.
      minify: false,
      // One file without satellites, moved into place when it is whole: a server that runs keeps what it began with.
      rolldownOptions: { output: { codeSplitting: false, entryFileNames: draft } },
    },
  })
  mkdirSync(output, { recursive: true })
  renameSync(path.join(output, draft), bundle)
}

export const isServerBuilt = () => existsSync(bundle)

/** Files that the server reads lie where its sources lie, not beside the bundle. */
const whereItWas = {
  name: 'where-it-was',
  transform(code: string, id: string) {
    if (id.includes('node_modules') || !code.includes('import.meta')) return null
    return {
      code: code
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(id)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
      map: null,
    }
  },
}
