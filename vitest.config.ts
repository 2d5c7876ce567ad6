import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const databaseTests = '**/*.db.test.{ts,tsx}'
const notOurs = [...configDefaults.exclude, '.next/**', '.data/**', 'generated/**', 'e2e/**']

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // Next's bundler knows which side a module runs on; Vitest does not, and the real package throws.
      { find: 'server-only', replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
  test: {
    // One process per core: the database tests share this machine with PostgreSQL.
    maxWorkers: 2,
    // Sealed fields and links need some secret; this one guards nothing.
    env: { ANTEROOM_SECRET: 'a secret of the tests, which guards nothing' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Properties are tried hundreds of times, on machines that do other things too.
          testTimeout: 60_000,
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...notOurs, databaseTests],
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: [databaseTests],
          exclude: notOurs,
          pool: 'forks',
          globalSetup: './lib/db/testing/global-setup.ts',
          setupFiles: './lib/db/testing/setup.ts',
          // A first query waits for the worker's own database to be cloned.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
