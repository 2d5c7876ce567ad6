import { beforeEach, expect, test } from 'vitest'
import type { StaffActor } from '../access/actor'
import { insertBooking } from '../db/testing/booking'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import type { Refusal } from '../errors'
import { handOverNote, saveNote, startNote } from './commands/write'
import { readNote } from './queries/note'
import { emptyNote, type Theirs } from './schema'

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
const countDeeds = async (action: string) =>
  (await ownerQuery('SELECT FROM audit_event WHERE chain_id = $1 AND action = $2', [world.clinic.id, action]))
    .length

test('a draft is one for each author of a booking, however often and however many at once ask', async () => {
  const ids = await Promise.all([start(mora), start(mora), start(mora), start(noor)])
  expect(new Set(ids.slice(0, 3)).size).toBe(1)
  expect(ids[3]).not.toBe(ids[0])
  expect(await countDeeds('note.started')).toBe(2)
})

test('a draft is not begun of what nobody is seen for, nor of a booking of another clinic', async () => {
  const lagoon = await makeClinic()
  await expect(startNote(lagoon.as.mora, { bookingId: booking.id })).rejects.toEqual(CODE('not_found'))
  const startsAt = world.at(1, '10:00')
  const cancelled = { status: 'cancelled', cancelled_at: startsAt }
  const { id: bookingId } = await insertBooking(world, { startsAt, booking: cancelled })
  await expect(startNote(mora, { bookingId })).rejects.toEqual(CODE('not_in_this_state'))
})

test('a draft is kept as it was typed, sealed, and raises its version', async () => {
  const noteId = await start(mora)
  const typed = written(' Zwiebelschälen 🫁\n\t– rest ')
  expect(await saveNote(mora, { noteId, version: 1, ...typed })).toMatchObject({ noteId, version: 2 })
  expect(await readNote(mora, noteId)).toMatchObject({ version: 2, content: typed, state: 'draft' })
  const rows = await rawAs('superuser', null, 'SELECT to_jsonb(n)::text AS row FROM note n')
  expect(JSON.stringify(rows)).not.toContain('Zwiebel')
})

test('a draft is not overwritten by a stale page, which is shown what stands there; two hundred times', async () => {
  const noteId = await start(mora)
  for (let round = 1; round <= 200; round++) {
    const tabs = ['left', 'right'].map((tab) =>
      saveNote(mora, { noteId, version: round, ...written(`${tab} ${round}`) }).then(
        () => ({ tab, theirs: null }),
        (error: Refusal) => ({
          tab,
          theirs: error.code === 'note_changed' ? (error.shows as Theirs) : null,
        }),
      ),
    )
    const [lost, ...others] = (await Promise.all(tabs)).filter(({ theirs }) => theirs)
    expect(others).toEqual([])
    const winner = lost?.tab === 'left' ? 'right' : 'left'
    expect(lost?.theirs).toMatchObject({ version: round + 1, content: written(`${winner} ${round}`) })
  }
})

test('a draft that says already what a retry says is saved, not in conflict', async () => {
  const noteId = await start(mora)
  await saveNote(mora, { noteId, version: 1, ...written('Rest') })
  expect(await saveNote(mora, { noteId, version: 1, ...written('Rest') })).toMatchObject({ version: 2 })
  expect(await countDeeds('note.saved')).toBe(1)
})

test('a draft is seen and changed by nobody but its author', async () => {
  const noteId = await start(noor)
  for (const actor of [mora, world.as.kim, world.as.ines, (await makeClinic()).as.mora]) {
    await expect(readNote(actor, noteId)).rejects.toEqual(CODE('not_found'))
    await expect(saveNote(actor, { noteId, version: 1, ...emptyNote })).rejects.toEqual(CODE('not_found'))
    await expect(handOverNote(actor, { noteId, version: 1 })).rejects.toEqual(CODE('not_found'))
  }
})
