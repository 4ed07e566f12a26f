import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { parseMessage } from '../kit/messages.ts'

const render = fileURLToPath(new URL('render.ts', import.meta.url))

/** Texts are read when they are built: the frame carries what writes them, not what reads them. */
const readCatalogues: Plugin = {
  name: 'read-catalogues',
  enforce: 'pre',
  transform(source, id) {
    if (!/\/locales\/[^/]+\/[^/]+\.json$/.test(id)) return null
    const catalogue: Record<string, string> = JSON.parse(source)
    const messages = Object.entries(catalogue).map(([key, text]) => [key, parseMessage(text)])
    return { code: `export default ${JSON.stringify(Object.fromEntries(messages))}`, moduleType: 'js' }
  },
}

/** Vite's own loads style sheets and preloads of a chunk; ours have none, and it would be a twentieth of all we may weigh. */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load()' : null),
}

/** The tokens are shared with the desk; what nothing here refers to stays out, and what is set anew here counts once. */
const usedTokensOnly: Plugin = {
  name: 'used-tokens-only',
  enforce: 'post',
  generateBundle(_, bundle) {
    const files = Object.values(bundle)
    const all = files.map((file) => (file.type === 'chunk' ? file.code : String(file.source))).join('')
    for (const file of files) {
      if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue
      const css = String(file.source)
      const isUsed = (name: string, at: number) => all.includes(`var(${name})`) && css.lastIndexOf(`${name}:`) === at
      file.source = css
        .replace(/(--[a-z0-9-]+):[^;{}]+;?/g, (token, name: string, at: number) => (isUsed(name, at) ? token : ''))
        .replaceAll('@media (prefers-reduced-motion:reduce){:root{}}', '')
    }
  },
}

/** The frame: served by the server at /widget/frame/:key, its assets below /widget/. The loader has a config of its own. */
export default defineConfig({
  base: '/widget/',
  plugins: [readCatalogues, plainImports, usedTokensOnly],
  // Types by Preact, drawn by our own few lines: see render.ts.
  resolve: { alias: { 'preact/jsx-runtime': render, preact: render } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/web/widget',
    // light-dark() and popover stay as they are: all browsers of 2024 have them.
    target: ['chrome123', 'firefox125', 'safari17.5'],
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: 'frame.html',
      output: {
        // A catalogue carries its language in its name.
        chunkFileNames: ({ facadeModuleId }) =>
          `assets/[name]${/locales\/([^/]+)\//.exec(facadeModuleId ?? '')?.[1]?.padStart(3, '.') ?? ''}-[hash].js`,
      },
    },
  },
})
