import { readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'

/** The shop's texts, beside its pages. */
const catalogues: Plugin = {
  name: 'catalogues',
  generateBundle() {
    for (const locale of ['en', 'fr']) {
      const source = readFileSync(new URL(`../../locales/${locale}/demo.json`, import.meta.url), 'utf8')
      this.emitFile({ type: 'asset', fileName: `texts.${locale}.json`, source })
    }
  },
}

/** The demo shop: pages that stand as they are in public/, and one script. The server fills in host and channel. */
export default defineConfig({
  plugins: [catalogues],
  build: {
    outDir: '../../dist/web/demo',
    target: 'es2022',
    rolldownOptions: { input: 'shop.ts', output: { entryFileNames: 'shop.js' } },
  },
})
