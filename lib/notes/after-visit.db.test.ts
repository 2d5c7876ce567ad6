import { beforeEach, describe, expect, test } from 'vitest'
import { actorSetting, type StaffActor } from '../access/actor'
import { insertBooking } from '../db/testing/booking'
import { signedInFor } from '../db/testing/notes'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { closeFollowUp } from './commands/follow-up'
import { signNote } from './commands/sign'
import { releaseSummary, withdrawSummary } from './commands/summary'
import { saveNote, startNote } from './commands/write'
import { findMyFollowUp, listFollowUps } from './queries/follow-ups'
import { readNote } from './queries/note'
import { readMySummaries, readSummary } from './queries/summary'
import { emptyNote, type NoteContent } from './schema'

let world: World
let mora: StaffActor
let booking: { id: string; startsAt: Date }
const CODE = (code: string) => expect.objectContaining({ code })
const DENIED = { code: '42501' }

beforeEach(async () => {
  world = await makeClinic()
  mora = world.as.mora
  booking = await insertBooking(world, { startsAt: world.at(1, '09:00') })
  await signedInFor(world, 'mora')
})

async function note(followUp: NoteContent['followUp'], isSigned = true): Promise<string> {
  const { noteId } = await startNote(mora, { bookingId: booking.id })
  await saveNote(mora, { noteId, version: 1, ...emptyNote, plan: 'Rest', followUp })
  if (isSigned) await signNote(mora, { noteId, version: 2 })
  return noteId
}

describe('a summary', () => {
  test('is the patient’s from its release until it is taken back, and nobody else’s', async () => {
    const noteId = await note('none')
    const { ada, ben, kim } = world.as
    const read = () => readMySummaries(ada, booking.id)
    expect(await read()).toEqual([])
    await releaseSummary(mora, { noteId, text: 'Rest, planted4712' })
    await releaseSummary(mora, { noteId, text: 'Rest for a week, planted4712' })
    expect(await read()).toMatchObject([{ text: 'Rest for a week, planted4712' }])
    expect(await readMySummaries(ben, booking.id)).toEqual([])
    expect(await rawAs('app', actorSetting(kim), 'SELECT FROM visit_summary')).toEqual([])
    const [kept] = await ownerQuery<{ all: string }>(
      `SELECT concat((SELECT json_agg(e) FROM visit_summary e), (SELECT json_agg(a) FROM audit_event a WHERE a.chain_id = $1)) AS all`,
      [world.clinic.id],
    )
    expect(kept?.all).not.toContain('planted4712')
    const log = await ownerQuery(`SELECT FROM audit_event WHERE action = 'summary.read' AND actor_id = $1`, [
      ada.accountId,
    ])
    expect(log).toHaveLength(1)
    await withdrawSummary(mora, { noteId })
    expect(await read()).toEqual([])
    expect(await readSummary(mora, await readNote(mora, noteId))).toBeNull()
    await expect(withdrawSummary(mora, { noteId })).rejects.toEqual(CODE('not_found'))
  })

  test('is of a signed note, and released by whoever signs', async () => {
    const noteId = await note('none', false)
    await expect(releaseSummary(mora, { noteId, text: 'Rest' })).rejects.toEqual(CODE('not_in_this_state'))
    await signNote(mora, { noteId, version: 2 })
    const { noor, kim, ines } = world.as
    for (const actor of [noor, kim, ines, (await makeClinic()).as.mora])
      await expect(releaseSummary(actor, { noteId, text: 'Rest' })).rejects.toEqual(CODE('not_found'))
  })

  test('changes no more once it is released, in SQL either', async () => {
    const noteId = await note('none')
    await releaseSummary(mora, { noteId, text: 'Rest' })
    const asMora = (statement: string) => rawAs('app', actorSetting(mora), statement)
    await expect(asMora(`UPDATE visit_summary SET text_sealed = ''`)).rejects.toMatchObject(DENIED)
    await expect(asMora('DELETE FROM visit_summary')).rejects.toMatchObject(DENIED)
    await expect(asMora('UPDATE visit_summary SET withdrawn_at = NULL')).rejects.toMatchObject(DENIED)
  })
})

describe('a follow-up', () => {
  test('is on reception’s list when the note is signed, says nothing of why, and goes when it is booked', async () => {
    await note('2_weeks')
    const { kim, ada, ben } = world.as
    const [item] = await listFollowUps(kim)
    expect(item).toMatchObject({ patientId: world.patients.ada, practitionerId: world.practitioners.mora })
    expect(JSON.stringify(item)).not.toContain('Rest')
    expect(await findMyFollowUp(ada, booking.id)).toBe(item?.dueOn)
    expect(await findMyFollowUp(ben, booking.id)).toBeNull()
    const lagoon = await makeClinic()
    expect(await listFollowUps(lagoon.as.kim)).toEqual([])
    await insertBooking(world, { startsAt: world.at(15, '09:00') })
    expect(await listFollowUps(kim)).toEqual([])
    expect(await findMyFollowUp(ada, booking.id)).toBeNull()
  })

  test('is taken off the list once, by the clinic’s staff; a note without one suggests none', async () => {
    await note('3_months')
    const { kim } = world.as
    const [item] = await listFollowUps(kim)
    const followUpId = item?.id ?? ''
    await expect(closeFollowUp((await makeClinic()).as.kim, { followUpId })).rejects.toEqual(
      CODE('not_found'),
    )
    await closeFollowUp(kim, { followUpId })
    await expect(closeFollowUp(kim, { followUpId })).rejects.toEqual(CODE('not_found'))
    expect(await listFollowUps(kim)).toEqual([])
    booking = await insertBooking(world, { startsAt: world.at(1, '11:00') })
    await note('none')
    expect(await listFollowUps(kim)).toEqual([])
  })
})
