import pg from 'pg'
import { crossUsers, fiftyPatients } from '../lib/db/testing/crossing'
import {
  book,
  bookAll,
  bookingOf,
  freeSlots,
  isAcknowledged,
  lostOf,
  openClinic,
  type Slot,
} from './bookings'
import { type Answer, call, inLanes, pause, percentile, tally } from './http'
import type { Findings, Scenario, Stage } from './scenario'

async function superuser(stage: Stage): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: stage.superUrl })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Every transaction of a booking waits for a lock that somebody holds: pools run dry. */
async function dryPools(stage: Stage): Promise<Findings> {
  const world = await openClinic()
  const slots = freeSlots(world, 120)
  const holder = await superuser(stage)
  await holder.query('BEGIN')
  await holder.query('LOCK TABLE booking IN ACCESS EXCLUSIVE MODE')
  const health: Answer[] = []
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      health.push(...(await Promise.all(stage.ports.map((port) => call({ port, path: '/api/health' })))))
      await pause(100)
    }
  })()
  const answers = await inLanes(slots, 120, (slot, n) =>
    book(stage.ports[n % 2] as number, slot, bookingOf(slot)),
  )
  isOver = true
  await watching
  await holder.query('ROLLBACK')
  await holder.end()
  await pause(500)
  const after = await bookAll(stage, slots)
  return {
    holds: {
      'every answer is 503 with Retry-After': answers.every(
        ({ status, headers }) => status === 503 && Number(headers['retry-after']) > 0,
      ),
      'none hangs': answers.every(({ ms }) => ms <= 10_000),
      'health answers all the time': health.every(({ status, ms }) => status === 200 && ms < 3000),
      'as if nothing had been, after': after.every(isAcknowledged),
    },
    figures: {
      answers: tally(answers),
      slowest: percentile(answers, 100),
      health: health.length,
      slowestHealth: percentile(health, 100),
    },
  }
}

/** What the app role's own settings end: a lock waited for, a query that runs away, a transaction left open. */
async function timeouts(stage: Stage): Promise<Findings> {
  const ended = async (statements: string[], wait = 0) => {
    const client = new pg.Client({ connectionString: stage.appUrl })
    let why = ''
    client.on('error', (error: Error & { code?: string }) => {
      why ||= error.code ?? ''
    })
    await client.connect()
    const started = performance.now()
    try {
      for (const statement of statements) await client.query(statement)
      for (let waited = 0; waited < wait && !why; waited += 50) await pause(50)
    } catch (error) {
      why ||= (error as { code?: string }).code ?? ''
    }
    const ms = performance.now() - started
    await client.end().catch(() => {})
    return { why, ms: Math.round(ms) }
  }
  const holder = await superuser(stage)
  await holder.query('BEGIN')
  await holder.query('LOCK TABLE hold IN ACCESS EXCLUSIVE MODE')
  const [lock, query, idle] = await Promise.all([
    ended(['SELECT FROM hold']),
    ended(['SELECT pg_sleep(30)']),
    ended(['BEGIN', 'SELECT 1'], 25_000),
  ])
  await holder.query('ROLLBACK')
  await holder.end()
  return {
    holds: {
      'a lock is waited for 3 s': lock.why === '55P03' && lock.ms < 4000,
      'a statement runs 10 s': query.why === '57014' && query.ms < 11_000,
      'a transaction is left open 15 s': idle.why === '25P03' && idle.ms < 16_500,
    },
    figures: { lock, query, idle },
  }
}

async function injectedDeadlocks(stage: Stage): Promise<Findings> {
  const hand = await superuser(stage)
  await hand.query(`CREATE FUNCTION chaos_deadlock() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF random() < 0.02 THEN RAISE EXCEPTION 'injected' USING ERRCODE = CASE WHEN random() < 0.5 THEN '40P01' ELSE '40001' END; END IF; RETURN NEW; END $$;
    CREATE TRIGGER chaos_deadlock BEFORE INSERT ON booking FOR EACH ROW EXECUTE FUNCTION chaos_deadlock()`)
  const worlds = await Promise.all([1, 2, 3, 4].map(() => openClinic()))
  const attempts = await bookAll(
    stage,
    stage.random.shuffled(worlds.flatMap((world) => freeSlots(world, 250))),
  )
  await hand.query('DROP TRIGGER chaos_deadlock ON booking; DROP FUNCTION chaos_deadlock()')
  await hand.end()
  return {
    holds: {
      'nobody sees one in 1,000': attempts.every(isAcknowledged),
      'none lost': (await lostOf(stage, attempts)).length === 0,
    },
    figures: { answers: tally(attempts.map((it) => it.answer)) },
  }
}

/** A balancer's view: a connection that is refused goes to the other instance; anything else that fails is a failed request. */
async function drains(stage: Stage): Promise<Findings> {
  const worlds = await Promise.all([1, 2, 3, 4].map(() => openClinic()))
  const slots = stage.random.shuffled(worlds.flatMap((world) => freeSlots(world, 500)))
  let isOver = false
  const answers: Answer[] = []
  const lane = async (port: number) => {
    for (let slot = slots.pop(); slot && !isOver; slot = slots.pop()) {
      const body = bookingOf(slot as Slot)
      const first = await book(port, slot, body, undefined, false)
      const other = stage.ports[0] === port ? stage.ports[1] : stage.ports[0]
      answers.push(first.why === 'ECONNREFUSED' ? await book(other, slot, body, undefined, false) : first)
    }
  }
  const lanes = Array.from({ length: 12 }, (_, n) => lane(stage.ports[n % 2] as number))
  const exits = []
  for (const instance of [stage.a, stage.b]) {
    await pause(1500)
    exits.push(await instance.drain())
    await instance.start()
  }
  await pause(1000)
  isOver = true
  await Promise.all(lanes)
  return {
    holds: {
      'no failed request': answers.every(({ status }) => status === 201),
      'both end by themselves within 15 s': exits.every(({ code, ms }) => code === 0 && ms <= 15_000),
    },
    figures: {
      requests: tally(answers),
      failedAfterMs: answers.filter((it) => it.status !== 201).map(({ ms }) => Math.round(ms)),
      exitMs: exits.map(({ ms }) => Math.round(ms)),
    },
  }
}

async function sharedPool(stage: Stage): Promise<Findings> {
  const askers = await fiftyPatients()
  const hangman = await superuser(stage)
  let isOver = false
  const killing = (async () => {
    while (!isOver) {
      await pause(250)
      await hangman.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'anteroom app' AND datname = current_database() ORDER BY random() LIMIT 1`,
      )
    }
  })()
  const { thrown, foreign, leftBehind, calls, hung } = await crossUsers(
    askers,
    10_000,
    stage.random.next,
  ).finally(() => {
    isOver = true
  })
  await killing
  await hangman.end()
  return {
    holds: {
      'no row of another': foreign === 0,
      'nobody left behind on a connection': leftBehind === 0,
      'no call hangs': hung === 0,
    },
    figures: { calls, thrown },
  }
}

export const pressure: Scenario[] = [
  { id: 'C6', says: 'pools run dry', run: dryPools },
  { id: 'C7', says: 'timeouts of locks, statements and idle transactions', run: timeouts },
  { id: 'C8', says: 'deadlocks and serialization failures', run: injectedDeadlocks },
  { id: 'C12', says: 'SIGTERM under load, one instance after the other', run: drains },
  { id: 'G6', says: '50 people, 10,000 requests, a pool of two', run: sharedPool },
]
