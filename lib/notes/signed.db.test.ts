import { beforeEach, describe, expect, test } from 'vitest'
import { actors, type StaffActor } from '../access/actor'
import { insertBooking } from '../db/testing/booking'
import { signedInFor } from '../db/testing/notes'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { Refusal } from '../errors'
import { newId } from '../ids'
import { addAddendum, signNote } from './commands/sign'
import { handOverNote, saveNote, startNote } from './commands/write'
import { readNote } from './queries/note'
import { countUnsignedNotes, listUnsignedNotes, notesByBooking } from './queries/unsigned'
import { emptyNote } from './schema'

let world: World
let booking: { id: string }
let mora: StaffActor
let noor: StaffActor

beforeEach(async () => {
  world = await makeClinic()
  booking = await insertBooking(world, { startsAt: world.at(1, '09:00') })
  ;({ mora, noor } = world.as)
})

const CODE = (code: string) => expect.objectContaining({ code })
const start = async (actor: StaffActor) => (await startNote(actor, { bookingId: booking.id })).noteId
const written = (plan: string) => ({ ...emptyNote, plan })
/** Somebody at work in this clinic with these roles, as the database knows them too. */
async function colleague(...roles: string[]): Promise<StaffActor> {
  const { ines } = world.as
  await ownerQuery('UPDATE clinic_member SET roles = $2::staff_role[] WHERE account_id = $1', [
    ines.accountId,
    roles,
  ])
  return actors.staff({ ...ines, roles: roles as StaffActor['roles'] })
}
const audited = (action: string) =>
  ownerQuery<{ outcome: string; actor_id: string; patient_id: string | null; subject_id: string }>(
    'SELECT outcome, actor_id, patient_id, subject_id FROM audit_event WHERE chain_id = $1 AND action = $2 ORDER BY seq',
    [world.clinic.id, action],
  )

describe('a signature', () => {
  test('is a practitioner’s: a nurse hands over, and writing on takes it back', async () => {
    const noteId = await start(noor)
    await saveNote(noor, { noteId, version: 1, ...written('Dressing changed') })
    await Promise.all([signedInFor(world, 'mora'), signedInFor(world, 'noor')])
    await expect(signNote(noor, { noteId, version: 2 })).rejects.toEqual(CODE('not_found'))
    await expect(signNote(mora, { noteId, version: 2 })).rejects.toEqual(CODE('not_found'))
    await handOverNote(noor, { noteId, version: 2 })
    expect(await listUnsignedNotes(mora)).toMatchObject([{ id: noteId, isMine: false, isHandedOver: true }])
    await expect(signNote(noor, { noteId, version: 3 })).rejects.toEqual(CODE('not_found'))
    await saveNote(noor, { noteId, version: 3, ...written('Dressing changed twice') })
    expect(await countUnsignedNotes(mora)).toBe(0)
    await handOverNote(noor, { noteId, version: 4 })
    await expect(saveNote(mora, { noteId, version: 5, ...emptyNote })).rejects.toEqual(CODE('not_found'))
    await signNote(mora, { noteId, version: 5 })
    expect(await readNote(noor, noteId)).toMatchObject({
      state: 'signed',
      content: written('Dressing changed twice'),
      authorName: 'Noor Haddad',
      signerName: 'Dr Lucia Mora',
    })
    expect(await countUnsignedNotes(mora)).toBe(0)
  })

  test('is of what the page had shown, and of something', async () => {
    const noteId = await start(mora)
    await signedInFor(world, 'mora')
    await expect(signNote(mora, { noteId, version: 1 })).rejects.toEqual(CODE('note_empty'))
    await saveNote(mora, { noteId, version: 1, ...written('Rest') })
    await expect(signNote(mora, { noteId, version: 1 })).rejects.toEqual(CODE('note_changed'))
    await signNote(mora, { noteId, version: 2 })
    await expect(signNote(mora, { noteId, version: 2 })).rejects.toEqual(CODE('note_signed'))
    await expect(saveNote(mora, { noteId, version: 3, ...emptyNote })).rejects.toEqual(CODE('note_signed'))
    const mark = (await notesByBooking(mora, [booking.id])).get(booking.id)
    expect(mark).toEqual({ id: noteId, state: 'signed', isMine: true })
  })

  test('asks for the password when it was typed a quarter of an hour ago, and says in the log what came of it', async () => {
    const noteId = await start(mora)
    await saveNote(mora, { noteId, version: 1, ...written('Rest') })
    await signedInFor(world, 'mora', 16)
    const { hashPassword } = await import('../access/passwords')
    const hash = await hashPassword('kettle and weir')
    await ownerQuery('UPDATE account SET password_hash = $2 WHERE id = $1', [mora.accountId, hash])
    const sign = (password?: string) => signNote(mora, { noteId, version: 2, password })
    await expect(sign()).rejects.toMatchObject({
      code: 'proof_required',
      fields: { password: 'Enter your password' },
    })
    await expect(sign('kettle')).rejects.toMatchObject({ fields: { password: 'That is not your password' } })
    await sign('kettle and weir')
    const said = await ownerQuery<{ action: string; outcome: string }>(
      `SELECT action, outcome FROM audit_event WHERE actor_id = $1 AND action LIKE 'account.proof%' OR actor_id = $1 AND action = 'account.proved' ORDER BY seq`,
      [mora.accountId],
    )
    expect(said).toEqual([
      { action: 'account.proofFailed', outcome: 'refused' },
      { action: 'account.proved', outcome: 'ok' },
    ])
  })

  test('is asked a password of nobody who has ended their session', async () => {
    const noteId = await start(mora)
    await saveNote(mora, { noteId, version: 1, ...written('Rest') })
    await expect(signNote(mora, { noteId, version: 2 })).rejects.toEqual(CODE('proof_required'))
  })
})

describe('what is signed', () => {
  test('is added to by clinicians with a reason, and only when it is signed', async () => {
    const noteId = await start(mora)
    await saveNote(mora, { noteId, version: 1, ...written('Rest') })
    const more = { noteId, reason: 'Left out', text: 'Allergic to cats' }
    await expect(addAddendum(mora, more)).rejects.toEqual(CODE('not_in_this_state'))
    await signedInFor(world, 'mora')
    await signNote(mora, { noteId, version: 2 })
    await addAddendum(noor, more)
    await addAddendum(mora, { ...more, text: 'And to dogs' })
    for (const actor of [world.as.kim, world.as.ines, (await makeClinic()).as.mora])
      await expect(addAddendum(actor, more)).rejects.toEqual(CODE('not_found'))
    expect((await readNote(mora, noteId)).addenda).toMatchObject([
      { reason: 'Left out', text: 'Allergic to cats', authorName: 'Noor Haddad' },
      { text: 'And to dogs', authorName: 'Dr Lucia Mora' },
    ])
  })

  test('is read by the clinic’s clinicians; every read and every refused one is in the log', async () => {
    const noteId = await start(mora)
    await saveNote(mora, { noteId, version: 1, ...written('Rest') })
    await signedInFor(world, 'mora')
    await signNote(mora, { noteId, version: 2 })
    await readNote(noor, noteId)
    const { kim } = world.as
    await expect(readNote(kim, noteId)).rejects.toEqual(CODE('not_found'))
    const auditor = await colleague('auditor')
    await expect(readNote(auditor, noteId)).rejects.toEqual(CODE('not_found'))
    await expect(readNote(auditor, newId())).rejects.toEqual(CODE('not_found'))
    await expect(readNote(auditor, 'no id')).rejects.toEqual(CODE('not_found'))
    const reads = (await audited('note.read')).map(({ actor_id, outcome, patient_id }) => [
      actor_id,
      outcome,
      patient_id,
    ])
    expect(reads).toEqual([
      [noor.accountId, 'ok', world.patients.ada],
      [kim.accountId, 'refused', null],
      ...Array(3).fill([auditor.accountId, 'refused', null]),
    ])
  })

  test('is not opened where the log cannot be written', async () => {
    const noteId = await start(mora)
    await saveNote(mora, { noteId, version: 1, ...written('Rest') })
    await rawAs('superuser', null, 'REVOKE INSERT ON audit_event FROM anteroom_app')
    await expect(readNote(mora, noteId)).rejects.not.toBeInstanceOf(Refusal)
    await rawAs('superuser', null, 'GRANT INSERT ON audit_event TO anteroom_app')
  })

  test('is none of reception’s, administrators’ or auditors’: no list, no count, no mark', async () => {
    await start(mora)
    for (const actor of [world.as.kim, await colleague('admin'), await colleague('auditor')]) {
      expect(await countUnsignedNotes(actor)).toBe(0)
      expect((await notesByBooking(actor, [booking.id])).size).toBe(0)
      await expect(listUnsignedNotes(actor)).rejects.toEqual(CODE('not_found'))
      await expect(start(actor)).rejects.toEqual(CODE('not_found'))
    }
  })
})
