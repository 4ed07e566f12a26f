import { defineConfig, type Plugin } from 'vite'

/** The style sheet inside is written in lines; each would be a byte on every page of every customer. */
const oneLine: Plugin = {
  name: 'one-line',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = file.code.replaceAll('\n', '')
  },
}

/** The loader: one classic script without imports, at /widget.js, on other people's pages. */
export default defineConfig({
  plugins: [oneLine],
  publicDir: false,
  build: {
    outDir: '../../dist/web/widget',
    emptyOutDir: false,
    target: 'es2022',
    rolldownOptions: { input: 'loader.ts', output: { format: 'iife', entryFileNames: 'widget.js' } },
  },
})
