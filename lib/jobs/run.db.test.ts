import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { now } from '../clock'
import { asActor } from '../db/client'
import { insertBooking } from '../db/testing/booking'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { insertAll, makeClinic } from '../db/testing/world'
import { newId } from '../ids'
import { enqueue } from './enqueue'
import { housekeeping } from './housekeeping'
import { type Handler, runDueJobs, startJobs } from './run'

let running: { stop: () => Promise<void> } | undefined
afterEach(async () => {
  await running?.stop()
  running = undefined
})

/** Notes what it is given; `done` waits until something was. */
function notebook() {
  const notes: unknown[] = []
  const handlers: Record<string, Handler> = {
    note: async (_actor, payload) => {
      notes.push((payload as { what: string }).what)
    },
  }
  const done = async (what: string) => {
    for (let tries = 0; tries < 160 && !notes.includes(what); tries++) await pause(100)
    return notes.filter((note) => note === what)
  }
  return { handlers, done }
}
const add = async (what: string) => {
  const { as } = await makeClinic()
  await asActor(as.guest, (tx) => enqueue(tx, { name: 'note', payload: { what } }))
}
const asWorker = (statement: string) => rawAs('worker', 'system', statement)

describe('a worker', () => {
  it('does what a committed deed asked for, and nothing of one that was rolled back', async () => {
    const { handlers, done } = notebook()
    const { as } = await makeClinic()
    await expect(
      asActor(as.guest, async (tx) => {
        await enqueue(tx, { name: 'note', payload: { what: 'rolled back' } })
        throw new Error('no')
      }),
    ).rejects.toThrow()
    running = startJobs({ handlers, recurring: [] })
    await add('committed')
    expect(await done('committed')).toEqual(['committed'])
    // It is struck off the list after it was done.
    await expect.poll(() => asWorker('SELECT FROM graphile_worker._private_jobs')).toEqual([])
  })

  it('goes on by itself after the database threw it out', async () => {
    const { handlers, done } = notebook()
    running = startJobs({ handlers, recurring: [] })
    await add('before')
    await done('before')
    await rawAs(
      'superuser',
      null,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'anteroom_worker' AND datname = current_database()`,
    )
    await add('after')
    expect(await done('after')).toEqual(['after'])
  })

  it('takes over the jobs of a worker that died, and leaves those of one that lives', async () => {
    await add('of the dead')
    await asWorker(
      `UPDATE graphile_worker._private_jobs SET locked_by = 'pool-dead', locked_at = now() - interval '10 seconds'`,
    )
    await add('of the living')
    await asWorker(
      `UPDATE graphile_worker._private_jobs SET locked_by = 'pool-living', locked_at = now() - interval '10 seconds' WHERE locked_by IS NULL`,
    )
    const { handlers, done } = notebook()
    const living = rawAs(
      'worker',
      'system',
      `SELECT pg_advisory_xact_lock(hashtextextended('job worker pool-living', 0)), pg_sleep(3)`,
    )
    await pause(200)
    running = startJobs({ handlers, recurring: [] })
    expect(await done('of the dead')).toEqual(['of the dead'])
    const left = await asWorker('SELECT locked_by FROM graphile_worker._private_jobs')
    expect(left).toEqual([{ locked_by: 'pool-living' }])
    await living
    await asWorker('DELETE FROM graphile_worker._private_jobs')
  })

  it('lets a job end before it stops', async () => {
    let ended = false
    running = startJobs({
      handlers: {
        note: async () => {
          await pause(600)
          ended = true
        },
      },
      recurring: [],
    })
    await add('slow')
    for (let tries = 0; tries < 100; tries++) {
      const [job] = await asWorker('SELECT locked_by FROM graphile_worker._private_jobs')
      if (job?.locked_by) break
      await pause(50)
    }
    await running.stop()
    expect(ended).toBe(true)
  })

  it('keeps nothing of what an error said', async () => {
    await add('fails')
    await runDueJobs({
      handlers: {
        note: async () => {
          throw new TypeError('grace@example.com')
        },
      },
    })
    expect(await asWorker('SELECT last_error FROM graphile_worker._private_jobs')).toEqual([
      { last_error: 'TypeError' },
    ])
    await asWorker('DELETE FROM graphile_worker._private_jobs')
  })

  it('does what recurs at its start', async () => {
    let times = 0
    const handlers: Record<string, Handler> = {
      again: async () => {
        times++
      },
    }
    running = startJobs({ handlers, recurring: [{ job: 'again', when: '17 3 * * *', atStart: true }] })
    for (let tries = 0; tries < 100 && times === 0; tries++) await pause(50)
    expect(times).toBe(1)
  })
})

describe('housekeeping', () => {
  it('makes the audit’s months ahead', async () => {
    const { as } = await makeClinic()
    await ownerQuery(
      `DO $$ DECLARE t text; BEGIN FOR t IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'audit_event'::regclass
         AND inhrelid <> 'audit_event_default'::regclass LOOP EXECUTE 'DROP TABLE ' || t; END LOOP; END $$`,
    )
    await housekeeping['audit.partitions']?.(as.system, {}, { isLast: false })
    const months = await ownerQuery(
      `SELECT inhrelid FROM pg_inherits WHERE inhparent = 'audit_event'::regclass AND inhrelid <> 'audit_event_default'::regclass`,
    )
    expect(months).toHaveLength(7)
  })

  it('deletes what has run out and nothing else', async () => {
    const world = await makeClinic()
    const ago = (hours: number) => new Date(now().getTime() - hours * 3_600_000)
    const dead = await hold(world, ago(25))
    const justDead = await hold(world, ago(1))
    const alive = await hold(world, ago(-1))
    const booking = await insertBooking(world, { startsAt: world.at(9, '09:00') })
    const session = (name: string, ended: Date | null, expires: Date) => ({
      id: newId(),
      account_id: world.accounts.ada,
      token_hash: `\\x${Buffer.from(name + world.tag).toString('hex')}`,
      ip: 'none',
      user_agent: name,
      created_at: ago(400),
      last_seen_at: ago(400),
      idle_minutes: 30,
      expires_at: expires,
      ended_at: ended,
    })
    const key = (name: string, at: Date) => ({
      scope: world.tag,
      key: name,
      body_hash: '\\x00',
      answer_sealed: '',
      created_at: at,
    })
    await insertAll({
      session: [
        session('ended long ago', ago(24 * 8), ago(-1)),
        session('ran out long ago', null, ago(24 * 8)),
        session('ended lately', ago(24), ago(-1)),
        session('open', null, ago(-1)),
      ],
      idempotency_key: [key('old', ago(49)), key('young', ago(47))],
    })
    await housekeeping['tidy.expired']?.(world.as.system, {}, { isLast: false })

    const left = async (statement: string) =>
      (await ownerQuery(statement)).map((row) => Object.values(row)[0])
    expect((await left(`SELECT id FROM hold WHERE clinic_id = '${world.clinic.id}'`)).sort()).toEqual(
      [justDead, alive].sort(),
    )
    expect(
      await left(
        `SELECT coalesce(hold_id, booking_id) FROM calendar_claim WHERE clinic_id = '${world.clinic.id}' ORDER BY starts_at`,
      ),
    ).toEqual([alive, booking.id])
    expect(dead).not.toBe(justDead)
    expect(
      await left(`SELECT user_agent FROM session WHERE account_id = '${world.accounts.ada}' ORDER BY 1`),
    ).toEqual(['ended lately', 'open'])
    expect(await left(`SELECT key FROM idempotency_key WHERE scope = '${world.tag}'`)).toEqual(['young'])
  })
})

let nextDay = 3
/** A hold with its claim, on a day of its own. */
async function hold(world: Awaited<ReturnType<typeof makeClinic>>, expiresAt: Date): Promise<string> {
  const id = newId()
  const startsAt = new Date(world.at(3, '09:00').getTime() + nextDay++ * 3_600_000)
  const times = {
    starts_at: startsAt,
    ends_at: new Date(startsAt.getTime() + 1_200_000),
    expires_at: expiresAt,
  }
  const practitioner = world.practitioners.mora
  await insertAll({
    hold: [
      {
        id,
        clinic_id: world.clinic.id,
        service_id: world.services.gp,
        type: 'follow_up',
        mode: 'in_person',
        practitioner_id: practitioner,
        location_id: world.locations.street,
        created_at: startsAt,
        ...times,
      },
    ],
    calendar_claim: [
      {
        id: newId(),
        clinic_id: world.clinic.id,
        resource_kind: 'practitioner',
        resource_id: practitioner,
        kind: 'hold',
        overbook: false,
        hold_id: id,
        ...times,
      },
    ],
  })
  return id
}
