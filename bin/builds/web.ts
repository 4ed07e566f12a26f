import { globSync, readdirSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

// What a part can be made of besides its own folder.
const sharedInputs = [
  'web/kit',
  'locales',
  /^server\/[^/]+\/(contract\.ts$|pure\/)/,
  'server/platform/protocol.ts',
  'package-lock.json',
]

export const webParts = () => readdirSync(path.join(root, 'web')).filter((part) => configsOf(part).length > 0)

export const webInputs = (part: string) => [`web/${part}`, ...sharedInputs]

export async function buildWeb(part: string) {
  // Loaded only here: with nothing to build, the server must not carry a bundler in its memory.
  const { build } = await import('vite')
  for (const [index, configFile] of configsOf(part).entries())
    await build({
      configFile,
      root: path.dirname(configFile),
      logLevel: 'warn',
      build: { outDir: path.join(root, 'dist/web', part), emptyOutDir: index === 0 },
    })
}

/** vite.config.ts first; further files, as vite.loader.config.ts, add to the same folder. */
function configsOf(part: string) {
  return globSync('vite*.config.ts', { cwd: path.join(root, 'web', part) })
    .sort((a, b) => a.length - b.length)
    .map((name) => path.join(root, 'web', part, name))
}
