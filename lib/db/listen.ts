import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { bugFields, log } from '../log'
import { databaseUrl } from './urls'

/** What a transaction told when it committed; null: something may have been missed. */
type Hearer = (told: string | null) => void

const LONGEST_PAUSE_MS = 5_000

// Survives the reloads of development.
const kept = globalThis as {
  anteroomEar?: { hearers: Set<Hearer>; client: pg.Client | null; closed: boolean }
}
kept.anteroomEar ??= { hearers: new Set(), client: null, closed: true }
const ear = kept.anteroomEar

/**
 * Hears what the database tells of the calendar ("<clinic> <day>", see the migration `calendar`), from everybody who shares it, until the
 * returned function is called. One connection of the app role for the whole process, made for the first who listens; it comes back by itself
 * after the database was away. The channel names every clinic: give on only what concerns whoever asks.
 */
export function listenToCalendar(hear: Hearer): () => void {
  ear.hearers.add(hear)
  if (ear.closed) {
    ear.closed = false
    void keepListening()
  }
  return () => ear.hearers.delete(hear)
}

/** Ends the connection, and the hearing. */
export async function stopListening(): Promise<void> {
  ear.closed = true
  ear.hearers.clear()
  await ear.client?.end()
}

async function keepListening(): Promise<void> {
  let failures = 0
  while (!ear.closed) {
    try {
      await listenUntilCut(() => {
        failures = 0
      })
    } catch (error) {
      log('warn', 'calendar.deaf', bugFields(error))
    }
    if (!ear.closed) await pause(Math.min(100 * 2 ** failures++, LONGEST_PAUSE_MS))
  }
}

async function listenUntilCut(onListening: () => void): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl('app'),
    connectionTimeoutMillis: 3000,
    keepAlive: true,
    application_name: 'anteroom ear',
  })
  const cut = new Promise((done) => client.once('end', done))
  client.on('error', () => {})
  client.on('notification', ({ payload }) => tell(payload ?? null))
  ear.client = client
  try {
    await client.connect()
    await client.query('LISTEN calendar')
    onListening()
    tell(null)
    await cut
  } finally {
    ear.client = null
    await client.end().catch(() => {})
  }
}

function tell(told: string | null): void {
  for (const hear of [...ear.hearers]) hear(told)
}
