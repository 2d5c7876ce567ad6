import pg from 'pg'
import {
  type Attempt,
  book,
  bookAll,
  bookingOf,
  bookingsIn,
  countOf,
  freeSlots,
  isAcknowledged,
  lostOf,
  openClinic,
  type Slot,
} from './bookings'
import { inLanes, pause, tally } from './http'
import { killPostgres, restartPostgres, startInstance } from './instances'
import { startProxy } from './proxy'
import type { Findings, Scenario, Stage } from './scenario'

const KILLS = 20
const manySlots = async (clinics: number, each: number): Promise<Slot[]> =>
  (await Promise.all(Array.from({ length: clinics }, () => openClinic()))).flatMap((world) =>
    freeSlots(world, each),
  )

/** How many rows there are of what each attempt asked for: 1 where it was acknowledged, never more than 1. */
async function notOnce(stage: Stage, attempts: readonly Attempt[]): Promise<number> {
  const asked = attempts.map((it) => ({
    p: it.slot.practitionerId,
    s: it.slot.startsAt,
    told: isAcknowledged(it),
  }))
  return countOf(
    stage,
    `SELECT count(*) FROM json_to_recordset($1) AS t (p uuid, s timestamptz, told boolean), LATERAL (
       SELECT count(*) AS n FROM booking b WHERE b.practitioner_id = t.p AND b.starts_at = t.s AND b.status = 'confirmed') x
     WHERE n > 1 OR (told AND n <> 1)`,
    [JSON.stringify(asked)],
  )
}

/** Everybody insists until they are told: afterwards each has exactly what they asked for. */
async function killsOfPostgres(stage: Stage): Promise<Findings> {
  const slots = stage.random.shuffled(await manySlots(8, 700))
  let isOver = false
  const recoveries: number[] = []
  const load = bookAll(stage, slots, { insists: () => true }).finally(() => {
    isOver = true
  })
  let kills = 0
  for (; kills < KILLS && !isOver; kills++) {
    await pause(600 + stage.random.below(1200))
    killPostgres(stage.dataDir)
    await restartPostgres(stage.dataDir)
    const accepted = performance.now()
    const [probe] = freeSlots(await openClinic(), 1) as [Slot]
    while ((await book(stage.ports[kills % 2] as number, probe, bookingOf(probe))).status !== 201)
      await pause(50)
    recoveries.push(Math.round(performance.now() - accepted))
  }
  const attempts = await load
  const lost = await lostOf(stage, attempts)
  return {
    holds: {
      [`${KILLS} kills under load`]: kills === KILLS,
      'at least 5,000 acknowledged': attempts.filter(isAcknowledged).length >= 5000,
      'none lost': lost.length === 0,
      'none twice': (await notOnce(stage, attempts)) === 0,
      'first success within 5 s, without a restart of the portal': Math.max(...recoveries) <= 5000,
    },
    figures: {
      kills,
      acknowledged: attempts.filter(isAcknowledged).length,
      insisted: attempts.filter((it) => it.tries > 1).length,
      lost: lost.length,
      slowestRecoveryMs: Math.max(...recoveries),
      answers: tally(attempts.map((it) => it.answer)),
    },
  }
}

async function killsOfPortal(stage: Stage): Promise<Findings> {
  const slots = stage.random.shuffled(await manySlots(8, 250))
  let isOver = false
  const load = bookAll(stage, slots, { lanes: 12, insists: () => true }).finally(() => {
    isOver = true
  })
  let kills = 0
  for (; kills < KILLS && !isOver; kills++) {
    await pause(100 + stage.random.below(400))
    await stage.a.kill()
    await stage.a.start()
  }
  const attempts = await load
  return {
    holds: {
      'at least 10 kills under load': kills >= 10,
      'everybody was told in the end': attempts.every(isAcknowledged),
      'none lost': (await lostOf(stage, attempts)).length === 0,
      'nothing half done, nothing twice': (await notOnce(stage, attempts)) === 0,
    },
    figures: {
      kills,
      acknowledged: attempts.filter(isAcknowledged).length,
      insisted: attempts.filter((it) => it.tries > 1).length,
    },
  }
}

/** The answer is lost on the way to the client. */
async function lostAnswers(stage: Stage): Promise<Findings> {
  const world = await openClinic()
  const proxy = await startProxy(stage.ports[0], () => true)
  const results = await inLanes(freeSlots(world, 100), 10, async (slot) => {
    const body = bookingOf(slot)
    const key = `lost-${slot.startsAt.getTime()}`
    const unheard = await book(proxy.port, slot, body, key, false)
    return { unheard, again: await book(stage.ports[1], slot, body, key) }
  })
  proxy.close()
  return {
    holds: {
      '100 answers lost': results.every(({ unheard }) => unheard.status === 0) && proxy.lost() >= 100,
      '100 retries are given the booking': results.every(({ again }) => again.status === 201),
      '100 rows': (await bookingsIn(stage, world)) === 100,
    },
    figures: { again: tally(results.map((it) => it.again)) },
  }
}

/** PostgreSQL's answer to a commit is lost on the way to the portal. */
async function lostCommits(stage: Stage): Promise<Findings> {
  const url = new URL(stage.superUrl)
  let isCutting = false
  // A row was written, and ReadyForQuery, in no transaction: PostgreSQL has committed what was sent together.
  const [WRITTEN, COMMITTED] = [Buffer.from('INSERT 0 1'), Buffer.from('Z\0\0\0\x05I', 'latin1')]
  const proxy = await startProxy(
    Number(url.port),
    (answer) =>
      isCutting && answer.includes(WRITTEN) && answer.includes(COMMITTED) && stage.random.next() < 0.3,
  )
  url.port = String(proxy.port)
  const third = await startInstance(stage.ports[1] + 1, url.href, stage.secret, stage.dataDir, {
    ANTEROOM_WORKER: 'off',
  })
  isCutting = true
  const world = await openClinic()
  const attempts = await bookAll({ ...stage, ports: [third.port, third.port] }, freeSlots(world, 100), {
    lanes: 6,
    insists: () => true,
  })
  isCutting = false
  await third.kill()
  proxy.close()
  return {
    holds: {
      'commits were lost': proxy.lost() >= 30,
      'all told in the end': attempts.every(isAcknowledged),
      'none lost': (await lostOf(stage, attempts)).length === 0,
      '100 rows': (await bookingsIn(stage, world)) === 100,
    },
    figures: { commitsLost: proxy.lost(), toldAtOnce: attempts.filter((it) => it.tries === 1).length },
  }
}

async function cutSessions(stage: Stage): Promise<Findings> {
  const slots = stage.random.shuffled(await manySlots(6, 250))
  const hangman = new pg.Client({ connectionString: stage.superUrl })
  await hangman.connect()
  let isOver = false
  let kills = 0
  const killing = (async () => {
    while (!isOver && kills < 200) {
      const { rowCount } = await hangman.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'anteroom app' ORDER BY random() LIMIT 1`,
      )
      kills += rowCount ?? 0
      await pause(30)
    }
  })()
  const attempts = await bookAll(stage, slots)
  isOver = true
  await killing
  const after = await bookAll(stage, freeSlots(await openClinic(), 100))
  await hangman.end()
  const failed = attempts.filter((it) => !isAcknowledged(it))
  return {
    holds: {
      '200 sessions cut': kills >= 200,
      'at most one failed request a cut': failed.length <= kills,
      'failures are 503': failed.every(({ answer }) => answer.status === 503),
      'none lost': (await lostOf(stage, attempts)).length === 0,
      'no error stays': after.every(isAcknowledged),
    },
    figures: { kills, requests: attempts.length, failed: tally(failed.map((it) => it.answer)) },
  }
}

/** 100 bookings with an email address each, a kill of the portal and of PostgreSQL in turn while they come and while mails go out. */
async function confirmations(stage: Stage): Promise<Findings> {
  const slots = freeSlots(await openClinic(), 100)
  let kills = 0
  const load = bookAll(stage, slots, { lanes: 3, mail: true, insists: () => true })
  for (; kills < 6; kills++) {
    await pause(150 + stage.random.below(250))
    if (kills % 2 === 0) await stage.a.kill().then(stage.a.start)
    else {
      killPostgres(stage.dataDir)
      await restartPostgres(stage.dataDir)
    }
  }
  const attempts = await load
  const references = [attempts.filter(isAcknowledged).map(({ answer }) => answer.body.reference)]
  const waiting = () =>
    countOf(
      stage,
      `SELECT count(*) FROM booking b JOIN outbox_message m ON m.booking_id = b.id WHERE b.reference = ANY ($1) AND m.state <> 'sent'`,
      references,
    )
  const started = performance.now()
  while ((await waiting()) > 0 && performance.now() - started < 240_000) await pause(500)
  const mails = `SELECT count(*) FROM demo_mail d JOIN booking b ON d.message_id LIKE '%booking.confirmation.' || b.id || '.1@%' WHERE b.reference = ANY ($1)`
  const total = await countOf(stage, mails, references)
  const told = await countOf(stage, mails.replace('count(*)', 'count(DISTINCT b.id)'), references)
  return {
    holds: {
      '100 acknowledged': attempts.every(isAcknowledged),
      'each is there with its audit row': (await lostOf(stage, attempts)).length === 0,
      'each has its confirmation in the end': told === 100,
      'at most one extra copy a kill': total - told <= kills,
    },
    figures: {
      kills,
      mails: total,
      extraCopies: total - told,
      secondsUntilAllSent: Math.round((performance.now() - started) / 1000),
    },
  }
}

export const crashes: Scenario[] = [
  { id: 'C1', says: 'kill -9 of PostgreSQL under load', run: killsOfPostgres },
  { id: 'C2', says: 'kill -9 of one portal in the middle of requests', run: killsOfPortal },
  { id: 'C3', says: 'the answer is lost after the commit', run: lostAnswers },
  { id: 'C3-commit', says: "PostgreSQL's word of the commit is lost", run: lostCommits },
  { id: 'C4', says: 'database sessions cut at random', run: cutSessions },
  { id: 'must-show-6', says: 'kills during 100 bookings: audit rows and confirmations', run: confirmations },
]
