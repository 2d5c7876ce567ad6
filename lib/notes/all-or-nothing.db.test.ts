import { expect, test } from 'vitest'
import { openInEmergency } from '../care/commands/emergency'
import { insertBooking } from '../db/testing/booking'
import { type Flow, halvesOf } from '../db/testing/fault'
import { signedInFor } from '../db/testing/notes'
import type { World } from '../db/testing/world'
import { addAddendum, signNote } from './commands/sign'
import { releaseSummary } from './commands/summary'
import { saveNote, startNote } from './commands/write'
import { emptyNote } from './schema'

// A fault at each statement of what is written around a note (security.md C10).

async function draft(world: World): Promise<string> {
  const { id: bookingId } = await insertBooking(world, { startsAt: world.at(1, '09:00') })
  const { noteId } = await startNote(world.as.mora, { bookingId })
  const content = { ...emptyNote, plan: 'Rest', followUp: '2_weeks' } as const
  await saveNote(world.as.mora, { noteId, version: 1, ...content })
  await signedInFor(world, 'mora')
  return noteId
}
async function signed(world: World): Promise<string> {
  const noteId = await draft(world)
  await signNote(world.as.mora, { noteId, version: 2 })
  return noteId
}

const FLOWS: Record<string, Flow> = {
  'a note is begun': {
    prepare: async (world) => {
      const { id: bookingId } = await insertBooking(world, { startsAt: world.at(1, '09:00') })
      return () => startNote(world.as.mora, { bookingId })
    },
  },
  'a note is saved': {
    prepare: async (world) => {
      const noteId = await draft(world)
      return () => saveNote(world.as.mora, { noteId, version: 2, ...emptyNote, plan: 'Rest, fluids' })
    },
  },
  'a note is signed, and a visit is to follow': {
    prepare: async (world) => {
      const noteId = await draft(world)
      return () => signNote(world.as.mora, { noteId, version: 2 })
    },
  },
  'a signed note is added to': {
    prepare: async (world) => {
      const noteId = await signed(world)
      return () => addAddendum(world.as.mora, { noteId, reason: 'Left out', text: 'Snores' })
    },
  },
  'a summary takes the place of another': {
    prepare: async (world) => {
      const noteId = await signed(world)
      await releaseSummary(world.as.mora, { noteId, text: 'Rest' })
      return () => releaseSummary(world.as.mora, { noteId, text: 'Rest for a week' })
    },
  },
  'a record is opened in an emergency': {
    prepare: async (world) => {
      await signedInFor(world, 'noor')
      const input = { patientId: world.patients.ben, reason: 'Covering for a colleague' }
      return () => openInEmergency(world.as.noor, input)
    },
  },
}

test.each(Object.entries(FLOWS))(
  '%s: with a fault at any statement all of it is done, or nothing',
  async (_, flow) => {
    expect(await halvesOf(flow)).toEqual({ halves: [], unheard: [], tried: true })
  },
  120_000,
)
