import { defineConfig } from 'vite'

/** The loader: one classic script without imports, at /widget.js, on other people's pages. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: '../../dist/web/widget',
    emptyOutDir: false,
    target: 'es2022',
    rolldownOptions: { input: 'loader.ts', output: { format: 'iife', entryFileNames: 'widget.js' } },
  },
})
