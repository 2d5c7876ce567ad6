import { expect, test } from 'vitest'
import { insertBooking } from '../../db/testing/booking'
import { type Flow, halvesOf } from '../../db/testing/fault'
import type { World } from '../../db/testing/world'
import { localDate } from '../../time'
import { sendProposals } from './away'
import { moveOnCalendar, takeBackMove } from './calendar'
import { moveFollowing } from './following'
import { answerProposal, proposeTime } from './proposals'
import { bookSeries } from './series'
import { tellPatient } from './tell-away'

// A fault at each statement of what moves visits on the calendar, in a series and on a sick day (security.md C10).

const places = ({ practitioners, locations }: World) => ({
  ...{ practitionerId: practitioners.mora, locationId: locations.street },
})
/** Ada's visit at ten, and where the desk drags it. */
async function dragged(world: World) {
  const { id: bookingId } = await insertBooking(world, { startsAt: world.at(4, '10:00') })
  const to = { startsAt: world.at(4, '11:00'), minutes: 40, practitionerId: world.practitioners.mora }
  return { bookingId, version: 1, ...to, tell: 'on' as const }
}

const FLOWS: Record<string, Flow> = {
  'a visit is moved on the calendar': {
    prepare: async (world) => {
      const move = await dragged(world)
      return () => moveOnCalendar(world.as.kim, move)
    },
  },
  'such a move is taken back': {
    prepare: async (world) => {
      const move = await dragged(world)
      const { version } = await moveOnCalendar(world.as.kim, move)
      return () => takeBackMove(world.as.kim, { bookingId: move.bookingId, version })
    },
  },
  'a visit is moved with those that follow it': {
    prepare: async (world) => {
      const [bookingId = ''] = (
        await bookSeries(world.as.kim, {
          ...({ service: 'gp', type: 'follow_up', mode: 'in_person', everyWeeks: 1 } as const),
          ...{ ...places(world), patientId: world.patients.ada },
          startsAt: [world.at(4, '10:00'), world.at(11, '10:00')],
        })
      ).bookingIds
      const { practitionerId } = places(world)
      const to = { bookingId, version: 1, startsAt: world.at(4, '11:00'), practitionerId }
      return () => moveFollowing(world.as.kim, to)
    },
  },
  'a time that was proposed is accepted': {
    prepare: async (world) => {
      const { id: bookingId } = await insertBooking(world, {
        startsAt: world.at(4, '10:00'),
        booking: { status: 'requested', request_expires_at: world.at(2, '09:00') },
      })
      const { proposalId } = await proposeTime(world.as.kim, {
        ...{ bookingId, version: 1, startsAt: world.at(5, '10:00'), ...places(world) },
      })
      return () => answerProposal(world.as.holderOf(bookingId), { proposalId, answer: 'accept' })
    },
  },
  'a patient of somebody who is away is told of two visits': {
    prepare: async (world) => {
      const [first, second] = [
        await insertBooking(world, { startsAt: world.at(4, '10:00') }),
        await insertBooking(world, { startsAt: world.at(4, '11:00') }),
      ]
      const { practitionerId } = places(world)
      const fromDate = localDate(world.at(4, '10:00'), world.clinic.timeZone)
      const away = { practitionerId, fromDate, keepHours: 24 as const, become: {}, version: {} }
      const { rebookingId } = await sendProposals(world.as.kim, away)
      const proposed = {
        ...{ startsAt: world.at(5, '10:00'), endsAt: world.at(5, '10:20'), ...places(world) },
        ...{ expiresAt: world.at(3, '10:00'), bufferBefore: 0, bufferAfter: 0 },
      }
      return () =>
        tellPatient(world.as.kim, rebookingId, [
          { bookingId: first.id, version: 1, proposed },
          { bookingId: second.id, version: 1, proposed: null },
        ])
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
