import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** React Aria brings its few words in thirty languages; the desk speaks two. */
const twoLanguages: Plugin = {
  name: 'two-languages',
  enforce: 'pre',
  load: (id) =>
    /react-(aria|stately)[^?]*\/intl\/[^?]*\/(?!en-US|fr-FR)[a-z]{2}-[A-Z]{2}\.m?js$/.test(id)
      ? 'export default {}'
      : null,
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [twoLanguages, react()],
  build: {
    outDir: '../../dist/web/desk',
    emptyOutDir: true,
    target: 'es2023',
    // No inlined data: addresses: the page's policy allows none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
