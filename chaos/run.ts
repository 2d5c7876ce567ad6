import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded, stopEmbedded } from '../lib/db/embedded'
import { migrateDatabase } from '../lib/db/migrate'
import { ensureBuilt } from '../scripts/build'

/**
 * `npm run chaos`: a throw-away PostgreSQL that keeps its promises to the disk, two instances of the production build over it, and everything
 * that can go wrong; after each scenario the invariants. `-- --seed 7` plays the same dice again; `-- A1 C1` only some; `--port 3870`.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, port: { type: 'string' } },
})
const seed = values.seed ?? String(Math.floor(Math.random() * 1_000_000))
const dataDir = join(tmpdir(), `anteroom-chaos-${process.pid}`)
console.log(`Seed ${seed}`)

if (!(await ensureBuilt())) throw new Error('The build failed.')
try {
  const { adminUrl, secret } = await startEmbedded(dataDir)
  await migrateDatabase(adminUrl, secret)
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'chaos/main.ts', seed, ...positionals], {
    stdio: 'inherit',
    env: {
      ...process.env,
      DATABASE_URL: adminUrl,
      ANTEROOM_SECRET: secret,
      ANTEROOM_DATA_DIR: dataDir,
      DATABASE_POOL: '2',
      PORT: values.port ?? '3870',
      LOG_LEVEL: 'silent',
    },
  })
  process.exitCode = status ?? 1
} finally {
  await stopEmbedded(dataDir)
  if (process.exitCode === 0) rmSync(dataDir, { recursive: true, force: true })
  else console.log(`What the instances and PostgreSQL said is in ${dataDir}`)
}
