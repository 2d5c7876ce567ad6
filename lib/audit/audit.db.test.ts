import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { actors } from '../access/actor'
import { setClock } from '../clock'
import { asActor, atOnce, sql } from '../db/client'
import { ownerQuery, rawAs, urlFor } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { newId } from '../ids'
import { anchorHeads, anchorsFile, readAnchors } from './anchor'
import { auditStatement, record } from './record'
import { verifyAudit } from './verify'

let world: World
beforeEach(async () => {
  world = await makeClinic()
})
afterAll(() => setClock(null))

const system = actors.system()
const deed = (n = 0) => ({
  clinicId: world.clinic.id,
  subject: 'day',
  detail: { n, said: 'naïve "façade", 診療\n' },
})
const write = async (count: number) => {
  for (let n = 0; n < count; n++)
    await atOnce(world.as.kim, auditStatement(world.as.kim, 'day.viewed', deed(n)))
}
/** What an intruder with every right can do: no trigger stands in the way. */
const tamper = (statement: string) =>
  rawAs('superuser', null, `SET LOCAL session_replication_role = replica; ${statement}`)
const verify = async () =>
  (await verifyAudit(urlFor('owner'))).faults.filter((it) => it.chainId === world.clinic.id)
const where = (...seqs: number[]) => `chain_id = '${world.clinic.id}' AND seq IN (${seqs.join(', ')})`

describe('the log', () => {
  test.each(['app', 'worker', 'owner', 'superuser'] as const)(
    'is not changed by the role %s',
    async (role) => {
      await write(1)
      const partitions = await ownerQuery<{ name: string }>(
        `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'audit_event'::regclass`,
      )
      const refused = { code: role === 'app' || role === 'worker' ? '42501' : 'AR403' }
      for (const statement of [
        `UPDATE audit_event SET detail = '{}'`,
        'DELETE FROM audit_event',
        'TRUNCATE audit_event',
      ])
        await expect(rawAs(role, 'system', statement)).rejects.toMatchObject(refused)
      for (const { name } of partitions)
        await expect(rawAs(role, 'system', `TRUNCATE ${name}`)).rejects.toMatchObject(refused)
      // With row-level security in the way the owner finds no row in a partition to change; who sees them is refused.
      for (const { name } of partitions.filter(() => role === 'superuser'))
        expect(
          (await rawAs(role, null, `SELECT FROM ${name}`)).length === 0 ||
            (await rawAs(role, null, `DELETE FROM ${name}`).catch((error) => error.code)) === 'AR403',
        ).toBe(true)
      expect(await rawAs('owner', 'system', 'SELECT FROM audit_event')).not.toHaveLength(0)
    },
  )

  test.each(['app', 'worker'] as const)('cannot be disarmed by the role %s', async (role) => {
    for (const statement of [
      'ALTER TABLE audit_event DISABLE TRIGGER ALL',
      'DROP TABLE audit_event',
      'SET session_replication_role = replica',
      `COPY audit_event TO STDOUT`,
      'UPDATE audit_chain SET seq = 0',
    ])
      await expect(rawAs(role, 'system', statement)).rejects.toThrow(/permission denied|must be owner/)
  })

  test('is part of the deed: a row that cannot be written undoes it', async () => {
    const id = newId()
    await ownerQuery(`CREATE FUNCTION log_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space'; END $$;
      CREATE TRIGGER log_full BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION log_full()`)
    const add = asActor(world.as.kim, async (tx) => {
      await tx.patient.createMany({
        data: { id, firstName: 'A', lastName: 'B', dateOfBirth: new Date('2000-01-01') },
      })
      await record(tx, world.as.kim, 'patient.added', { ...deed(), subjectId: id })
    })
    await expect(add).rejects.toThrow()
    await ownerQuery('DROP TRIGGER log_full ON audit_event; DROP FUNCTION log_full()')
    expect(await rawAs('superuser', null, 'SELECT FROM patient WHERE id = $1', [id])).toEqual([])
  })

  test('has one chain a clinic without fork or gap, however many write at once and whatever becomes of them', async () => {
    const writers = Array.from({ length: 50 }, (_, n) =>
      asActor(world.as.kim, async (tx) => {
        await record(tx, world.as.kim, 'day.viewed', deed(n))
        if (n % 5 === 0) throw new Error('thrown away')
      }).catch(() => {}),
    )
    await Promise.all(writers)
    const seqs = await ownerQuery<{ seq: number }>(
      'SELECT seq::int FROM audit_event WHERE chain_id = $1 ORDER BY seq',
      [world.clinic.id],
    )
    expect(seqs.map((it) => it.seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
    expect(await verify()).toEqual([])
  })

  test('takes a row of any month, made ahead or not, and says where one has landed in DEFAULT', async () => {
    await write(1)
    for (const at of ['2027-01-31T23:59:59Z', '2028-03-01T00:00:00Z']) {
      setClock(new Date(at))
      await write(1)
    }
    setClock(null)
    expect(await anchorHeads(system)).toMatchObject({ hasStrays: true })
    expect(await verify()).toMatchObject([{ seq: 3, what: 'a row is in the partition DEFAULT' }])
  })

  test('has its partitions made ahead by the worker, as often as it likes', async () => {
    const made = (from: string) =>
      atOnce(system, sql`SELECT ensure_audit_partitions(${from}::date, 6) AS made`)
    expect(await made('2031-10-15')).toEqual([[{ made: 7 }]])
    expect(await made('2031-10-15')).toEqual([[{ made: 0 }]])
    setClock(new Date('2032-01-01T00:00:00Z'))
    await write(1)
    setClock(null)
    expect(await rawAs('superuser', null, 'SELECT FROM audit_event_2032_01')).toHaveLength(1)
    await expect(rawAs('owner', 'system', 'TRUNCATE audit_event_2032_01')).rejects.toMatchObject({
      code: 'AR403',
    })
  })
})

describe('the verifier', () => {
  test('finds nothing wrong with what was written, under any setting of a session', async () => {
    await write(5)
    expect(await verify()).toEqual([])
    const settings = `SET LOCAL TimeZone = 'Pacific/Kiritimati'; SET LOCAL DateStyle = 'SQL, DMY'; SET LOCAL IntervalStyle = 'sql_standard'; SET LOCAL bytea_output = 'escape'; SET LOCAL extra_float_digits = -10;`
    const [wrong] = await rawAs<{ n: number }>(
      'owner',
      'system',
      `${settings} SELECT count(*)::int AS n FROM audit_event e WHERE audit_hash(prev_hash, e) <> hash`,
    )
    expect(wrong).toEqual({ n: 0 })
  })

  test.each([
    ['edited', `UPDATE audit_event SET detail = '{}' WHERE $3`, 3, 'a row was changed'],
    [
      'edited so that fields run into each other',
      `UPDATE audit_event SET action = action || 'd', subject = substr(subject, 2) WHERE $3`,
      3,
      'a row was changed',
    ],
    ['deleted', 'DELETE FROM audit_event WHERE $3', 4, 'rows are missing before this one'],
    [
      'put in',
      `INSERT INTO audit_event SELECT (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid()))).* FROM audit_event e WHERE $3`,
      3,
      'a row was changed',
    ],
    ['cut off at the end', 'DELETE FROM audit_event WHERE $78', 8, 'rows are missing at the end'],
  ])('names the first bad row where one was %s', async (_, statement, seq, what) => {
    await write(8)
    await tamper(statement.replace('$3', where(3)).replace('$78', where(7, 8)))
    expect(await verify()).toMatchObject([{ seq, what }])
  })

  test('and where two have changed places, each hashed right for itself', async () => {
    await write(8)
    await tamper(`UPDATE audit_event SET seq = 11 - seq WHERE ${where(5, 6)};
      UPDATE audit_event e SET hash = audit_hash(prev_hash, e) WHERE ${where(5, 6)}`)
    expect(await verify()).toMatchObject([{ seq: 5, what: 'a row is not where it was' }])
  })

  test.each([
    ['cut off, head and all', 7, 'rows are missing at the end', ''],
    [
      'hashed anew',
      6,
      'rows were hashed anew: this one is not what was anchored',
      `UPDATE audit_event SET detail = '{}' WHERE`,
    ],
  ])('catches a tail that was %s, by the anchors outside the database', async (_, seq, what, edit) => {
    await write(seq)
    await anchorHeads(system)
    if (edit) await tamper(`${edit} ${where(4)}; ${rehashFrom(4)}`)
    else await tamper(`DELETE FROM audit_event WHERE ${where(6, 7)}; ${headTo(5)}`)
    const without = await verifyAudit(urlFor('owner'), { anchors: [], forged: 0 })
    expect(without.faults.filter((it) => it.chainId === world.clinic.id)).toEqual([])
    expect(await verify()).toMatchObject([{ seq, what }])
  })

  test('does not believe an anchor that it did not sign', async () => {
    await write(1)
    await anchorHeads(system)
    const before = readFileSync(anchorsFile(), 'utf8')
    const [line = ''] = before.trim().split('\n').slice(-1)
    appendFileSync(anchorsFile(), `${line.replace('"seq":1', '"seq":2')}\nnot json\n`)
    expect(readAnchors()).toMatchObject({ forged: 2 })
    expect((await verifyAudit(urlFor('owner'))).forgedAnchors).toBe(2)
    writeFileSync(anchorsFile(), before)
  })

  const headTo = (seq: number) =>
    `UPDATE audit_chain c SET (seq, hash) = (SELECT e.seq, e.hash FROM audit_event e WHERE ${where(seq)}) WHERE id = '${world.clinic.id}'`
  const rehashFrom = (from: number) => `DO $do$ DECLARE r audit_event; before bytea; BEGIN
      SELECT hash INTO before FROM audit_event WHERE ${where(from - 1)};
      FOR r IN SELECT * FROM audit_event WHERE chain_id = '${world.clinic.id}' AND seq >= ${from} ORDER BY seq LOOP
        r.prev_hash := before; r.hash := audit_hash(before, r); before := r.hash;
        UPDATE audit_event SET prev_hash = r.prev_hash, hash = r.hash WHERE id = r.id;
        UPDATE audit_chain SET seq = r.seq, hash = r.hash WHERE id = r.chain_id;
      END LOOP; END $do$`
})
