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

/**
 * Contracts are read by both sides, and their schemas by the server only: the browser checks nothing against them, so the
 * 40 kB that build them stay behind. Whatever is made of `Type` here is an empty object.
 */
const noSchemas: Plugin = {
  name: 'no-schemas',
  enforce: 'pre',
  resolveId: (id) => (id === 'typebox' ? '\0no-schemas' : null),
  load: (id) => (id === '\0no-schemas' ? 'export const Type = new Proxy({}, { get: () => () => ({}) })' : null),
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [twoLanguages, noSchemas, react()],
  build: {
    outDir: '../../dist/web/desk',
    emptyOutDir: true,
    target: 'es2023',
    // No inlined data: addresses: the page's policy allows none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the first screen weighs is measured, gzipped: `npm run bench -- --only desk_first_route_gzip`.
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      output: {
        // What the first screen loads in any case is one file, not sixty: small files compress badly.
        codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
      },
    },
  },
})
