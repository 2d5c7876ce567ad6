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

const ABANDONED_MS = 10_000
let asking: Promise<boolean> | null = null

/** One question at a time: a database that hangs must not take a connection for every question. One that got lost is not waited for. */
function asked(): Promise<boolean> {
  if (asking) return asking
  const mine = isReady(latest()).catch((error: unknown) => {
    log('warn', 'ready.no', bugFields(error))
    return false
  })
  asking = mine
  const done = () => {
    if (asking === mine) asking = null
  }
  setTimeout(done, ABANDONED_MS).unref()
  return mine.finally(done)
}

function late(): Promise<boolean> {
  return new Promise((done) => setTimeout(() => done(false), PATIENCE_MS).unref())
}
