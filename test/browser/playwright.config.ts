import { defineConfig } from '@playwright/test'

/** Debian's Chromium, one journey at a time against one real server with its own database (world.ts). */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  fullyParallel: false,
  retries: 2,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: '../../test-results',
  use: {
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
