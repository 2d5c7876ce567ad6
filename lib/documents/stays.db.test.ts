import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '../access/actor'
import { now, setClock } from '../clock'
import { asActor } from '../db/client'
import { added, caringClinic, given, onDisk, opens, upload } from '../db/testing/documents'
import { pdf } from '../db/testing/files'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { env } from '../env'
import { putAway } from '../files/put-away'
import { removeOrphans } from '../files/sweep'
import { keepFile } from './commands/keep'

afterEach(() => setClock(null))

describe('in the database', () => {
  const DENIED = { code: '42501' }
  const STAYS = { code: 'AR403' }

  test('a document stays what it was, whoever asks', async () => {
    const world = await caringClinic()
    const id = await added(world, 'letter')
    const as = `account:${world.accounts.mora}:${world.clinic.id}`
    const attempts = [
      `UPDATE patient_file SET patient_id = '${world.patients.ben}' WHERE id = '${id}'`,
      `UPDATE patient_file SET sha256 = sha256('other') WHERE id = '${id}'`,
      `UPDATE patient_file SET name_sealed = '' WHERE id = '${id}'`,
      `DELETE FROM patient_file WHERE id = '${id}'`,
      'TRUNCATE patient_file',
    ]
    for (const attempt of attempts) {
      await expect(rawAs('app', as, attempt)).rejects.toMatchObject(DENIED)
      await expect(ownerQuery(attempt)).rejects.toMatchObject(STAYS)
    }
    await expect(
      rawAs('worker', 'system', `UPDATE patient_file SET released_at = now() WHERE id = '${id}'`),
    ).rejects.toMatchObject(DENIED)
  })

  test('nobody puts a row beside another’s record, in another’s name, or released by themselves', async () => {
    const world = await caringClinic()
    const { ada, ben, mora, kim } = world.accounts
    const row = (change: Record<string, unknown>) => ({
      ...{
        id: crypto.randomUUID(),
        clinic_id: world.clinic.id,
        patient_id: world.patients.ada,
        kind: 'letter',
      },
      ...{
        media_type: 'image/png',
        byte_count: 1,
        sha256: `\\x${'00'.repeat(32)}`,
        name_sealed: '',
        key_sealed: '',
      },
      ...{ by_patient: true, created_at: now(), created_by_account_id: ada, released_at: null },
      ...change,
    })
    const put = (actor: string, change: Record<string, unknown>) =>
      rawAs(
        'app',
        actor,
        'INSERT INTO patient_file SELECT * FROM json_populate_record(NULL::patient_file, $1)',
        [JSON.stringify(row(change))],
      ).then(
        () => 'put',
        (error) => error.code,
      )
    const staff = (id: string) => `account:${id}:${world.clinic.id}`
    const byStaff = (id: string) => ({ by_patient: false, created_by_account_id: id })
    expect(await put(`account:${ada}`, {})).toBe('put')
    expect(await put(staff(mora), { ...byStaff(mora), released_at: now() })).toBe('put')
    expect(
      await Promise.all([
        put(`account:${ben}`, { created_by_account_id: ben }),
        put(`account:${ada}`, { created_by_account_id: ben }),
        put(`account:${ada}`, { released_at: now() }),
        put(`account:${ada}`, byStaff(ada)),
        put(staff(mora), {}),
        put(staff(mora), byStaff(kim)),
        put(staff(kim), { ...byStaff(kim), released_at: now() }),
        put('guest', { created_by_account_id: null }),
        put(`link:${crypto.randomUUID()}`, { created_by_account_id: null }),
      ]),
    ).toEqual(Array(9).fill('42501'))
  })

  test('patients themselves give two hundred documents at most, however many come at once', async () => {
    const world = await caringClinic()
    await ownerQuery(
      `INSERT INTO patient_file SELECT gen_random_uuid(), $1::uuid, $2::uuid, 'other', 'image/png', 1, sha256('x'), '', '', true, now(), $3::uuid, NULL FROM generate_series(1, 197)`,
      [world.clinic.id, world.patients.ada, world.accounts.ada],
    )
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => given(world, world.as.ada)))
    const kept = all.filter(({ status }) => status === 'fulfilled')
    expect(kept).toHaveLength(3)
    for (const one of all)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'files_full' })
    expect(await added(world, 'letter')).toBeTruthy()
  })
})

test('of forty that come at once some are told to wait, and the others are there whole: a row, a file, nothing besides', async () => {
  const world = await caringClinic()
  const all = await Promise.allSettled(Array.from({ length: 40 }, () => given(world, world.as.ada)))
  const kept = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  for (const one of all) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'busy' })
  expect(kept.length).toBeGreaterThan(20)
  const rows = await ownerQuery<{ id: string }>('SELECT id FROM patient_file WHERE clinic_id = $1', [
    world.clinic.id,
  ])
  expect(rows.map(({ id }) => id).sort()).toEqual(kept.toSorted())
  for (const id of kept) expect(existsSync(onDisk(id))).toBe(true)
  expect(
    await ownerQuery('SELECT FROM file_upload WHERE actor = $1', [`account:${world.accounts.ada}`]),
  ).toEqual([])
})

describe('a file whose transaction was lost', () => {
  test('is gone with its line an hour later, and one that was kept is not', async () => {
    const world = await caringClinic()
    const kept = await added(world, 'letter')
    const lost = await putAway(world.as.mora, await upload(pdf, 'Letter.pdf'))
    const failing = asActor(world.as.mora, async (tx) => {
      await keepFile(tx, world.as.mora, {
        ...{ clinicId: world.clinic.id, patientId: world.patients.ada, kind: 'letter', file: lost },
      })
      throw new Error('lost')
    })
    await expect(failing).rejects.toThrow('lost')
    await removeOrphans(world.as.system)
    expect(existsSync(onDisk(lost.id))).toBe(true)
    setClock(new Date(now().getTime() + 61 * 60_000))
    await removeOrphans(world.as.system)
    expect([existsSync(onDisk(lost.id)), existsSync(onDisk(kept))]).toEqual([false, true])
    expect(await ownerQuery('SELECT FROM file_upload WHERE id = $1', [lost.id])).toEqual([])
    expect(await opens(world.as.mora, kept)).toBe(true)
    // Too late to keep.
    const late = asActor(world.as.mora, (tx) =>
      keepFile(tx, world.as.mora, {
        ...{ clinicId: world.clinic.id, patientId: world.patients.ada, kind: 'letter', file: lost },
      }),
    )
    await expect(late).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is kept by whoever put it away, once', async () => {
    const world = await caringClinic()
    const file = await putAway(world.as.mora, await upload())
    const keep = (actor: StaffActor) =>
      asActor(actor, (tx) =>
        keepFile(tx, actor, {
          ...{ clinicId: world.clinic.id, patientId: world.patients.ada, kind: 'referral', file },
        }),
      )
    await expect(keep(world.as.kim)).rejects.toMatchObject({ code: 'not_found' })
    const both = await Promise.allSettled([keep(world.as.mora), keep(world.as.mora)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('leaves nothing half written', async () => {
    const world = await caringClinic()
    await added(world, 'letter')
    const folders = readdirSync(join(env.ANTEROOM_DATA_DIR, 'files'))
    const names = folders.flatMap((folder) => readdirSync(join(env.ANTEROOM_DATA_DIR, 'files', folder)))
    expect(names.filter((name) => name.endsWith('.new'))).toEqual([])
  })
})
