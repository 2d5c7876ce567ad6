import { beforeEach, describe, expect, test } from 'vitest'
import { actorSetting, type StaffActor } from '../access/actor'
import { insertBooking } from '../db/testing/booking'
import { signedInFor } from '../db/testing/notes'
import { rawAs, urlFor } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { newId } from '../ids'
import { addAddendum, signNote } from './commands/sign'
import { saveNote, startNote } from './commands/write'
import { verifyNotes } from './queries/verify'
import { emptyNote } from './schema'

// Raw SQL by somebody who knows every id: as the portal's role, and as the owner in an ordinary session.

let world: World
let mora: StaffActor
let signed: string
let draft: string

async function noteOf(actor: StaffActor, hour: string): Promise<string> {
  const { id } = await insertBooking(world, { startsAt: world.at(1, hour) })
  const { noteId } = await startNote(actor, { bookingId: id })
  await saveNote(actor, { noteId, version: 1, ...emptyNote, plan: 'Rest and fluids' })
  return noteId
}

beforeEach(async () => {
  world = await makeClinic()
  mora = world.as.mora
  await signedInFor(world, 'mora')
  signed = await noteOf(mora, '09:00')
  await signNote(mora, { noteId: signed, version: 2 })
  await addAddendum(mora, { noteId: signed, reason: 'Left out', text: 'Allergic to cats' })
  draft = await noteOf(mora, '10:00')
})

const DENIED = { code: '42501' }
const LOCKED = { code: 'AR423' }
const asMora = (statement: string, ...values: unknown[]) =>
  rawAs('app', actorSetting(mora), statement, values)

test('a signed note and its addenda are changed or deleted by nobody, in SQL either', async () => {
  const change = `UPDATE note SET content_sealed = content_sealed WHERE id = $1`
  await expect(asMora(change, signed)).rejects.toMatchObject(LOCKED)
  await expect(asMora(`UPDATE note SET state = 'draft' WHERE id = $1`, signed)).rejects.toMatchObject(LOCKED)
  await expect(asMora('DELETE FROM note WHERE id = $1', signed)).rejects.toMatchObject(DENIED)
  await expect(asMora('UPDATE note SET patient_id = patient_id')).rejects.toMatchObject(DENIED)
  await expect(asMora('UPDATE note_addendum SET text_sealed = text_sealed')).rejects.toMatchObject(DENIED)
  await expect(asMora('DELETE FROM note_addendum')).rejects.toMatchObject(DENIED)
  const asOwner = (statement: string) => rawAs('owner', 'system', statement)
  for (const table of ['note', 'note_addendum']) {
    const where = table === 'note' ? `WHERE id = '${signed}'` : `WHERE note_id = '${signed}'`
    await expect(asOwner(`DELETE FROM ${table} ${where}`)).rejects.toMatchObject(LOCKED)
    await expect(asOwner(`UPDATE ${table} SET clinic_id = clinic_id ${where}`)).rejects.toMatchObject(LOCKED)
    await expect(asOwner(`TRUNCATE ${table} CASCADE`)).rejects.toMatchObject(LOCKED)
  }
})

test('the worker alone seals the same text anew, and what it puts there is held to the hash', async () => {
  const asWorker = (change: string) =>
    rawAs('worker', 'system', `UPDATE note SET ${change} WHERE id = '${signed}'`)
  await expect(asWorker(`state = 'draft'`)).rejects.toMatchObject(DENIED)
  await asWorker(`content_sealed = 'another'`)
  const { faults } = await verifyNotes(urlFor('owner'))
  expect(faults).toContainEqual({ id: signed, what: 'its text does not open' })
})

describe('a draft, in SQL:', () => {
  test('nobody signs in another’s name, and who may not sign cannot', async () => {
    const signature = `UPDATE note SET state = 'signed', signed_by = $2, signed_at = now(), content_hash = '\\x00' WHERE id = $1`
    const { noor, kim, ada } = world.as
    await expect(asMora(signature, draft, noor.accountId)).rejects.toMatchObject({ code: 'AR403' })
    const noors = await noteOf(noor, '11:00')
    const asNoor = (statement: string, ...values: unknown[]) =>
      rawAs('app', actorSetting(noor), statement, values)
    for (const name of [noor.accountId, mora.accountId])
      await expect(asNoor(signature, noors, name)).rejects.toMatchObject({ code: 'AR403' })
    for (const actor of [noor, kim, ada, world.as.guest]) {
      const reached = await rawAs('app', actorSetting(actor), `${signature} RETURNING id`, [
        draft,
        mora.accountId,
      ])
      expect(reached).toEqual([])
    }
  })

  test('a note is made by clinicians, of a booking of the clinic and its patient, in their own name, unsigned', async () => {
    const { id: bookingId } = await insertBooking(world, { startsAt: world.at(1, '12:00') })
    const make = (actor: Parameters<typeof actorSetting>[0], more: Record<string, unknown> = {}) => {
      const row = {
        ...{ id: newId(), clinic_id: world.clinic.id, patient_id: world.patients.ada, booking_id: bookingId },
        ...{ author_id: mora.accountId, version: 1, state: 'draft', content_sealed: '' },
        ...{ created_at: '2026-11-21', saved_at: '2026-11-21', ...more },
      }
      return rawAs(
        'app',
        actorSetting(actor),
        'INSERT INTO note SELECT * FROM jsonb_populate_record(NULL::note, $1)',
        [JSON.stringify(row)],
      )
    }
    const signature = {
      state: 'signed',
      signed_by: mora.accountId,
      signed_at: '2026-11-21',
      content_hash: '\\x00',
    }
    for (const more of [
      { author_id: world.accounts.noor },
      { patient_id: world.patients.ben },
      { handed_over_at: '2026-11-21' },
      signature,
    ])
      await expect(make(mora, more)).rejects.toMatchObject(DENIED)
    const { kim, ines, ada, guest } = world.as
    for (const actor of [kim, ines, ada, guest, (await makeClinic()).as.mora])
      await expect(
        make(actor, 'accountId' in actor ? { author_id: actor.accountId } : {}),
      ).rejects.toMatchObject(DENIED)
    await make(mora)
  })

  test('no text of a note is seen by a receptionist, an administrator, a patient, another clinic', async () => {
    const { kim, ines, ada, guest } = world.as
    for (const actor of [kim, ines, ada, guest, (await makeClinic()).as.mora])
      for (const table of ['note', 'note_addendum'])
        expect(await rawAs('app', actorSetting(actor), `SELECT FROM ${table}`)).toEqual([])
    await expect(rawAs('reporting', 'system', 'SELECT id FROM note')).rejects.toMatchObject(DENIED)
  })
})

describe('notes:verify', () => {
  /** What only somebody with the rights of the machine can do: past the lock, and the lock put back. */
  const tamper = (statement: string) =>
    rawAs('superuser', null, `SET LOCAL session_replication_role = replica; ${statement}`)
  const found = async () => (await verifyNotes(urlFor('owner'))).faults.filter(({ id }) => ours.includes(id))
  let ours: string[]
  beforeEach(async () => {
    const addenda = await rawAs<{ id: string }>(
      'superuser',
      null,
      'SELECT id FROM note_addendum WHERE note_id = $1',
      [signed],
    )
    ours = [signed, ...addenda.map(({ id }) => id)]
  })

  test('finds nothing wrong where nothing is', async () => {
    expect(ours).toHaveLength(2)
    expect(await found()).toEqual([])
  })

  test.each([
    [
      'one byte of the text',
      `UPDATE note SET content_sealed = overlay(content_sealed placing CASE substr(content_sealed, 60, 1) WHEN 'A' THEN 'B' ELSE 'A' END from 60 for 1) WHERE id = $1`,
      'its text does not open',
    ],
    [
      'one byte of the hash',
      `UPDATE note SET content_hash = set_byte(content_hash, 3, (get_byte(content_hash, 3) + 1) % 256) WHERE id = $1`,
      'its text is not what was signed',
    ],
    [
      'who signed',
      `UPDATE note SET signed_by = gen_random_uuid() WHERE id = $1`,
      'the row says something else than what was signed',
    ],
    [
      'when it was signed',
      `UPDATE note SET signed_at = signed_at + interval '1 ms' WHERE id = $1`,
      'the row says something else than what was signed',
    ],
    [
      'that it is there',
      `DELETE FROM note_addendum WHERE note_id = $1; DELETE FROM note WHERE id = $1`,
      'it is gone',
    ],
    [
      'that it is signed',
      `UPDATE note SET state = 'draft', signed_by = NULL, signed_at = NULL, content_hash = NULL WHERE id = $1`,
      'it is gone',
    ],
    [
      'a byte of an addendum',
      `UPDATE note_addendum SET text_sealed = overlay(text_sealed placing CASE substr(text_sealed, 60, 1) WHEN 'A' THEN 'B' ELSE 'A' END from 60 for 1) WHERE note_id = $1`,
      'its text does not open',
    ],
  ])('finds %s changed under the lock', async (_, statement, what) => {
    await tamper(statement.replaceAll('$1', `'${signed}'`))
    expect((await found()).map((fault) => fault.what)).toContain(what)
  })
})
