import { isReady } from '../db/client'
import { listMigrations } from '../db/migrate'
import { bugFields, log } from '../log'

const PATIENCE_MS = 2000
const latest = () => listMigrations().at(-1) ?? ''

/** Whether this instance can serve: the database answers within two seconds and is migrated. For load balancers: 200, or 503 with Retry-After. */
export async function readiness(): Promise<Response> {
  const ready = await Promise.race([asked(), late()])
  return Response.json(
    { status: ready ? 'ready' : 'unavailable' },
    {
      status: ready ? 200 : 503,
      headers: { 'Cache-Control': 'no-store', ...(!ready && { 'Retry-After': '5' }) },
    },
  )
}

let asking: Promise<boolean> | null = null

/** One question at a time: a database that hangs must not take a connection for every question. */
function asked(): Promise<boolean> {
  asking ??= isReady(latest())
    .catch((error: unknown) => {
      log('warn', 'ready.no', bugFields(error))
      return false
    })
    .finally(() => {
      asking = null
    })
  return asking
}

function late(): Promise<boolean> {
  return new Promise((done) => setTimeout(() => done(false), PATIENCE_MS).unref())
}
