import { beforeEach, describe, expect, test } from 'vitest'
import { actorSetting, type StaffActor } from '../access/actor'
import { now, setClock } from '../clock'
import { insertBooking } from '../db/testing/booking'
import { signedInFor } from '../db/testing/notes'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { newId } from '../ids'
import { signNote } from '../notes/commands/sign'
import { saveNote, startNote } from '../notes/commands/write'
import { readNote } from '../notes/queries/note'
import { listNotesOf } from '../notes/queries/of-patient'
import { emptyNote } from '../notes/schema'
import { openInEmergency, reviewEmergency } from './commands/emergency'
import { countUnseenEmergencies, emergencyToTell, readEmergencies } from './queries/emergencies'
import { listMyLooks, readLooks, readLooksOf } from './queries/looks'
import { isLetIn, isTreating } from './queries/relation'
import { saysOfYou } from './text'

let world: World
let mora: StaffActor
let noor: StaffActor
const CODE = (code: string) => expect.objectContaining({ code })
const DAY = 86_400_000
/** At a full minute, so many days from now. */
const inDays = (days: number) => new Date(Math.floor(now().getTime() / 60_000) * 60_000 + days * DAY)
const REASON = 'Covering for Dr Mora, planted4711'

beforeEach(async () => {
  world = await makeClinic()
  ;({ mora, noor } = world.as)
})

/** A signed note of Dr Mora's about Ada, of a visit so many days from now. */
async function signedNote(days: number): Promise<string> {
  const startsAt = inDays(days)
  const { id: bookingId } = await insertBooking(world, { startsAt })
  const { noteId } = await startNote(mora, { bookingId })
  await saveNote(mora, { noteId, version: 1, ...emptyNote, plan: 'Rest' })
  await signedInFor(world, 'mora')
  await signNote(mora, { noteId, version: 2 })
  return noteId
}
const open = () => openInEmergency(noor, { patientId: world.patients.ada, reason: REASON })

describe('a clinician has to do with', () => {
  test('whom they see or saw themselves; a nurse with who comes these days; nobody else with anybody', async () => {
    const { ada, ben, cleo } = world.patients
    await insertBooking(world, { startsAt: inDays(-400) })
    await insertBooking(world, { startsAt: inDays(20), patientId: ben })
    const cancelled = { status: 'cancelled', cancelled_at: now() }
    await insertBooking(world, { startsAt: inDays(1), patientId: cleo, booking: cancelled })
    const treated = (actor: StaffActor) => Promise.all([ada, ben, cleo].map((id) => isTreating(actor, id)))
    expect(await treated(mora)).toEqual([true, true, false])
    expect(await treated(noor)).toEqual([false, true, false])
    for (const actor of [world.as.kim, world.as.ines, (await makeClinic()).as.mora])
      expect(await treated(actor)).toEqual([false, false, false])
    // A yes is remembered for whom it was said, of whom, and not beyond the transaction.
    const asks = (id: string) => `SELECT actor_treats('${id}') AS yes;`
    const [noors] = await rawAs<{ yes: boolean }>(
      'app',
      actorSetting(mora),
      `${asks(ada)} ${asks(ada)} SELECT set_config('app.actor', '${actorSetting(noor)}', true); ${asks(ada)}`,
    )
    expect(noors?.yes).toBe(false)
    expect(await rawAs('app', actorSetting(mora), asks(ada) + asks(cleo))).toEqual([{ yes: false }])
    await ownerQuery('UPDATE clinic_member SET ended_at = now() WHERE account_id = $1', [mora.accountId])
    expect(await treated(mora)).toEqual([false, false, false])
  })

  test('nobody whose signed notes they could read otherwise', async () => {
    const noteId = await signedNote(-400)
    await expect(readNote(noor, noteId)).rejects.toEqual(CODE('not_found'))
    expect(await listNotesOf(noor, world.patients.ada)).toEqual([])
    expect(await readNote(mora, noteId)).toMatchObject({ state: 'signed' })
    expect(await listNotesOf(mora, world.patients.ada)).toMatchObject([{ id: noteId, state: 'signed' }])
  })
})

describe('a record opened in an emergency', () => {
  test('is open for eight hours, its reason sealed; administrators are told, and say that they have seen it', async () => {
    const noteId = await signedNote(-400)
    await signedInFor(world, 'noor')
    expect(await isLetIn(noor, world.patients.ada)).toBe(false)
    await open()
    expect(await readNote(noor, noteId)).toMatchObject({ content: { plan: 'Rest' } })
    // Asked again, nobody is told again.
    await open()
    const { ines } = world.as
    expect(await countUnseenEmergencies(ines)).toBe(1)
    const [emergency] = await readEmergencies(ines)
    expect(emergency).toMatchObject({ byName: noor.name, reason: REASON, reviewedAt: null })
    const emergencyId = emergency?.id ?? ''
    expect(await emergencyToTell(world.as.system, emergencyId)).toMatchObject([
      { byName: noor.name, toAccount: ines.accountId },
    ])
    await reviewEmergency(ines, { emergencyId })
    expect(await countUnseenEmergencies(ines)).toBe(0)
    await expect(reviewEmergency(ines, { emergencyId })).rejects.toEqual(CODE('not_found'))
    const [kept] = await ownerQuery<{ all: string }>(
      `SELECT concat((SELECT json_agg(e) FROM emergency_access e), (SELECT json_agg(a) FROM audit_event a WHERE a.chain_id = $1)) AS all`,
      [world.clinic.id],
    )
    const jobs = await ownerQuery(
      'SET LOCAL ROLE anteroom_worker; SELECT payload FROM graphile_worker._private_jobs',
    )
    expect(JSON.stringify([kept, jobs])).not.toContain('planted4711')
    await ownerQuery(
      `UPDATE emergency_access SET opened_at = opened_at - interval '9 hours', until_at = until_at - interval '9 hours'`,
    )
    await expect(readNote(noor, noteId)).rejects.toEqual(CODE('not_found'))
  })

  test('asks for the password, and is for clinicians and patients of the clinic alone', async () => {
    await insertBooking(world, { startsAt: inDays(-400) })
    await expect(open()).rejects.toEqual(CODE('proof_required'))
    await signedInFor(world, 'noor')
    const lagoon = await makeClinic()
    const input = { reason: REASON, patientId: world.patients.ada }
    for (const actor of [world.as.kim, world.as.ines, lagoon.as.kim])
      await expect(openInEmergency(actor, input)).rejects.toEqual(CODE('not_found'))
    for (const patientId of [lagoon.patients.ada, newId()])
      await expect(openInEmergency(noor, { ...input, patientId })).rejects.toEqual(CODE('not_found'))
    await expect(readEmergencies(noor)).rejects.toEqual(CODE('not_allowed'))
    expect(await countUnseenEmergencies(noor)).toBe(0)
  })

  test('is written by nobody in another’s name, for longer, or already seen; nobody deletes it', async () => {
    const make = (actor: StaffActor, more: Record<string, unknown>) => {
      const row = {
        ...{ id: newId(), clinic_id: world.clinic.id, patient_id: world.patients.ada, reason_sealed: '' },
        ...{
          account_id: noor.accountId,
          opened_at: '2026-11-21T00:00:00Z',
          until_at: '2026-11-21T08:00:00Z',
        },
        ...more,
      }
      return rawAs(
        'app',
        actorSetting(actor),
        'INSERT INTO emergency_access SELECT * FROM jsonb_populate_record(NULL::emergency_access, $1)',
        [JSON.stringify(row)],
      )
    }
    const DENIED = { code: '42501' }
    await expect(make(mora, {})).rejects.toMatchObject(DENIED)
    await expect(make(world.as.kim, { account_id: world.accounts.kim })).rejects.toMatchObject(DENIED)
    await expect(make(noor, { reviewed_at: '2026-11-21' })).rejects.toMatchObject(DENIED)
    const lagoon = await makeClinic()
    await expect(make(noor, { patient_id: lagoon.patients.ada })).rejects.toMatchObject(DENIED)
    await expect(make(noor, { until_at: '2026-11-21T08:00:01Z' })).rejects.toMatchObject({ code: '23514' })
    await make(noor, {})
    for (const actor of [noor, world.as.ines])
      await expect(rawAs('app', actorSetting(actor), 'DELETE FROM emergency_access')).rejects.toMatchObject(
        DENIED,
      )
    expect(
      await rawAs('app', actorSetting(noor), 'UPDATE emergency_access SET reviewed_by = $1 RETURNING 1', [
        noor.accountId,
      ]),
    ).toEqual([])
  })
})

describe('who looked', () => {
  test('is told to the patient in words: every person and day, refusals and emergencies too', async () => {
    const noteId = await signedNote(-400)
    await signedInFor(world, 'noor')
    await isLetIn(noor, world.patients.ada)
    await open()
    await readNote(noor, noteId)
    const { rows, next } = await listMyLooks(world.as.ada, world.patients.ada)
    expect(next).toBeNull()
    expect(rows).toHaveLength(2)
    const [noors, moras] = rows
    expect(noors).toMatchObject({ byName: noor.name, byKind: 'staff', isRefused: true, times: 3 })
    expect(saysOfYou(noors?.actions ?? [])).toEqual(
      expect.arrayContaining(['opened a note', 'opened the record without having an appointment']),
    )
    expect(saysOfYou(moras?.actions ?? [])).toContain('signed a note')
  })

  test('is told to nobody else, and of each clinic to its own staff', async () => {
    await signedNote(-400)
    const { ada } = world.patients
    expect((await listMyLooks(world.as.ben, ada)).rows).toEqual([])
    expect((await readLooks(noor, ada)).rows).toEqual([])
    expect((await readLooks(mora, ada)).rows.map(({ byName }) => byName)).toContain(mora.name)
    expect((await readLooks(world.as.ines, ada)).rows.map(({ byName }) => byName)).toContain(mora.name)
    await expect(readLooks(world.as.kim, ada)).rejects.toEqual(CODE('not_found'))
    const lagoon = await makeClinic()
    for (const actor of [lagoon.as.ines, lagoon.as.mora])
      expect((await readLooks(actor, ada)).rows).toEqual([])
    await expect(rawAs('app', actorSetting(world.as.ines), 'SELECT FROM audit_event')).rejects.toMatchObject({
      code: '42501',
    })
  })

  test('is asked the other way round by administrators: whose records somebody opened', async () => {
    await signedNote(-400)
    const member = async (accountId: string) =>
      (await ownerQuery<{ id: string }>('SELECT id FROM clinic_member WHERE account_id = $1', [accountId]))[0]
        ?.id ?? ''
    const moras = await member(mora.accountId)
    const { ines, kim } = world.as
    const { rows, name } = await readLooksOf(ines, moras)
    expect(name).toBe(mora.name)
    expect(rows).toMatchObject([{ patientId: world.patients.ada, isRefused: false }])
    expect((await readLooksOf(ines, await member(kim.accountId))).rows).toEqual([])
    const lagoon = await makeClinic()
    for (const actor of [mora, kim, lagoon.as.ines])
      await expect(readLooksOf(actor, moras)).rejects.toEqual(CODE('not_found'))
  })

  test('goes back page by page, whole days at a time', async () => {
    await insertBooking(world, { startsAt: inDays(-1) })
    for (let days = 0; days < 60; days++) {
      setClock(null)
      setClock(inDays(-days))
      await readLooks(mora, world.patients.ada)
    }
    setClock(null)
    const first = await readLooks(mora, world.patients.ada)
    expect(first.rows).toHaveLength(50)
    const second = await readLooks(mora, world.patients.ada, first.next ?? '')
    expect(second.rows).toHaveLength(10)
    expect(second.next).toBeNull()
  })
})
