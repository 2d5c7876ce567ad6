import { beforeEach, describe, expect, test } from 'vitest'
import { actorSetting } from '../access/actor'
import { now } from '../clock'
import { asActor } from '../db/client'
import { insertBooking } from '../db/testing/booking'
import { rawAs } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { newId } from '../ids'
import { saveEntry } from './commands/entries'
import { proposeChange } from './commands/propose'
import { readChart } from './queries/chart'

// Attempts in raw SQL, by those who know every id there is.

let world: World
let ada: string
let entryId: string
const DENIED = { code: '42501' }
const STAYS = { code: 'AR424' }
const ONCE = { code: 'AR425' }

beforeEach(async () => {
  world = await makeClinic()
  ada = world.patients.ada
  await insertBooking(world, { startsAt: world.at(3, '09:00') })
  ;({ entryId } = await saveEntry(world.as.mora, { patientId: ada, section: 'problem', name: 'Asthma' }))
  const { as, clinic } = world
  const source = { kind: 'submission', id: newId() } as const
  await asActor(as.ada, (tx) =>
    proposeChange(tx, as.ada, {
      ...{ clinicId: clinic.id, patientId: ada, source, section: 'problem', entry: { name: 'Migraine' } },
    }),
  )
})

const sql = (actor: Parameters<typeof actorSetting>[0], statement: string, values: unknown[] = []) =>
  rawAs('app', actorSetting(actor), statement, values)

describe('what is on a chart', () => {
  test('is rewritten, reopened and deleted by nobody: not by the portal, its owner or its worker', async () => {
    const { mora } = world.as
    for (const column of [
      'content_sealed',
      'patient_id',
      'recorded_by',
      'recorded_at',
      'visibility',
      'section',
      'at',
    ])
      await expect(sql(mora, `UPDATE chart_entry SET ${column} = ${column}`), column).rejects.toMatchObject(
        DENIED,
      )
    await expect(sql(mora, 'DELETE FROM chart_entry')).rejects.toMatchObject(DENIED)
    const asOwner = (statement: string) => rawAs('owner', 'system', statement)
    await expect(asOwner(`UPDATE chart_entry SET content_sealed = 'x'`)).rejects.toMatchObject(STAYS)
    await expect(asOwner('DELETE FROM chart_entry')).rejects.toMatchObject(STAYS)
    await expect(asOwner('DELETE FROM chart_proposal')).rejects.toMatchObject(ONCE)
    await expect(asOwner('TRUNCATE chart_entry, chart_proposal')).rejects.toMatchObject(STAYS)
    const asWorker = (statement: string) => rawAs('worker', 'system', statement)
    await expect(asWorker(`UPDATE chart_entry SET state = 'ended'`)).rejects.toMatchObject(DENIED)
    // Rotation: the same under another key.
    const resealed = `UPDATE chart_entry SET content_sealed = 'anew' WHERE id = $1`
    await rawAs('worker', 'system', resealed, [entryId])
  })

  test('is closed once, in nobody else’s name', async () => {
    const close = `UPDATE chart_entry SET state = 'ended', closed_at = now(), closed_by = $2 WHERE id = $1 RETURNING 1`
    const { as, accounts } = world
    await expect(sql(as.mora, close, [entryId, accounts.noor])).rejects.toMatchObject({ code: 'AR403' })
    expect(await sql(as.mora, close, [entryId, accounts.mora])).toHaveLength(1)
    await expect(sql(as.mora, close, [entryId, accounts.mora])).rejects.toMatchObject(STAYS)
    const reopen = `UPDATE chart_entry SET state = 'current', closed_at = NULL, closed_by = NULL WHERE id = $1`
    await expect(sql(as.mora, reopen, [entryId])).rejects.toMatchObject(STAYS)
  })

  test('takes the place of nothing of another patient, and comes of no proposal that nobody accepted', async () => {
    const { as, accounts, clinic, patients } = world
    const [proposal] = await sql(as.mora, 'SELECT id FROM chart_proposal WHERE patient_id = $1', [ada])
    const insert = (more: object) => {
      const row = {
        ...{ id: newId(), clinic_id: clinic.id, patient_id: ada, section: 'problem', visibility: 'team' },
        ...{ state: 'current', content_sealed: '', at: now(), recorded_at: now() },
        ...{ recorded_by: accounts.mora, ...more },
      }
      const statement = 'INSERT INTO chart_entry SELECT * FROM jsonb_populate_record(NULL::chart_entry, $1)'
      return sql(as.mora, statement, [JSON.stringify(row)])
    }
    await expect(insert({ patient_id: patients.ben, replaces_id: entryId })).rejects.toMatchObject(STAYS)
    await expect(insert({ proposal_id: proposal?.id })).rejects.toMatchObject(STAYS)
    await expect(insert({ recorded_by: accounts.noor })).rejects.toMatchObject(DENIED)
    await expect(insert({ section: 'allergy', visibility: 'confidential' })).rejects.toMatchObject({
      code: '23514',
    })
    await expect(insert({ section: 'private_note' })).rejects.toMatchObject({ code: '23514' })
    const elsewhere = await makeClinic()
    await expect(insert({ patient_id: elsewhere.patients.ada })).rejects.toMatchObject(DENIED)
    await insert({})
  })
})

test('a proposal is decided once, in nobody else’s name', async () => {
  const { as, accounts } = world
  const decide = (by: string) =>
    sql(as.mora, `UPDATE chart_proposal SET state = 'rejected', decided_at = now(), decided_by = $1`, [by])
  await expect(decide(accounts.noor)).rejects.toMatchObject({ code: 'AR403' })
  await decide(accounts.mora)
  await expect(decide(accounts.mora)).rejects.toMatchObject(ONCE)
})

test('no row of it is seen by patients, reception, administrators, another clinic or a link', async () => {
  const elsewhere = await makeClinic()
  const { as } = world
  for (const actor of [as.ada, as.ben, as.kim, as.ines, as.guest, elsewhere.as.mora, as.holderOf(newId())])
    for (const table of ['chart_entry', 'chart_proposal'])
      expect(await sql(actor, `SELECT FROM ${table}`)).toEqual([])
  expect(await sql(as.noor, 'SELECT FROM chart_entry')).toHaveLength(1)
  await rawAs('owner', 'system', `UPDATE clinic_member SET roles = '{receptionist}' WHERE account_id = $1`, [
    world.accounts.noor,
  ])
  expect(await sql(as.noor, 'SELECT FROM chart_entry')).toEqual([])
  await expect(readChart(as.noor, ada, 'problems')).rejects.toMatchObject({ code: 'not_found' })
})
