import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { browserLaunch } from './e2e/support/browser'

const port = process.env.PORT ?? '3100'
/** A server that is running already; otherwise the production build is started over a database of its own. */
const running = process.env.BASE_URL
const baseURL = running ?? `http://localhost:${port}`
// Not made here: the embedded PostgreSQL may run as another user. In the environment, because every worker reads this file again.
process.env.ANTEROOM_DATA_DIR ??= join(tmpdir(), `anteroom-e2e-${process.pid}-${Date.now()}`)

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/template.ts',
  forbidOnly: true,
  // A test that passes the second time has found something the first time.
  retries: 0,
  workers: 2,
  // Some tests look at a dozen pages, and a machine under test is busy.
  timeout: 300_000,
  reporter: [['list']],
  expect: { timeout: 20_000 },
  use: {
    baseURL,
    browserName: 'chromium',
    launchOptions: await browserLaunch(),
    viewport: { width: 1280, height: 800 },
    locale: 'en-AU',
    // What is not there within this time does not come: not the whole test's time is waited.
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    screenshot: 'only-on-failure',
    // Recording costs every test a third of its time: `--trace retain-on-failure` where it is wanted.
    trace: 'off',
  },
  ...(!running && {
    webServer: {
      command: 'npm start',
      url: `${baseURL}/api/ready`,
      env: {
        ...{ PORT: port, ANTEROOM_URL: baseURL, ANTEROOM_DATA_DIR: process.env.ANTEROOM_DATA_DIR },
        // All tests are one address to it.
        RATE_LIMIT_MULTIPLIER: '1000',
      },
      // The first start makes a PostgreSQL, migrates it and fills in the demo cast.
      timeout: 180_000,
      // SIGTERM, so that the embedded PostgreSQL is stopped and not orphaned.
      gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
      stdout: 'ignore',
      stderr: 'pipe',
    },
  }),
})
