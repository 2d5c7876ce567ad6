import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, inject, vi } from 'vitest'
import { cloneDatabase, dropDatabase } from './cluster'

// Each test file has a database of its own. The environment is set before the file is loaded: lib/env.ts reads it once.
const { templateUrl, secret } = inject('cluster')
const url = await cloneDatabase(templateUrl)
const dataDir = join(tmpdir(), `anteroom-${basename(new URL(url).pathname)}`)

for (const [name, value] of Object.entries({
  DATABASE_URL: url,
  ANTEROOM_SECRET: secret,
  ANTEROOM_DATA_DIR: dataDir,
  ANTEROOM_DEMO: 'true',
  ANTEROOM_WORKER: 'off',
  LOG_LEVEL: 'silent',
}))
  vi.stubEnv(name, value)

const [{ asSystem }, { openVault }, { urlFor }] = await Promise.all([
  import('../ask'),
  import('../../vault/keys'),
  import('./raw'),
])
await asSystem(urlFor('owner'), openVault)
// The ring is the process's; the modules are the file's to load, in an environment that it may change first.
vi.resetModules()

afterAll(async () => {
  const [{ disconnect }, { disconnectRaw }] = await Promise.all([import('../client'), import('./raw')])
  await Promise.all([disconnect(), disconnectRaw()])
  await dropDatabase(url)
  rmSync(dataDir, { recursive: true, force: true })
})
