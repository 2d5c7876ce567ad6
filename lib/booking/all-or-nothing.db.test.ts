import { expect, test } from 'vitest'
import { insertBooking } from '../db/testing/booking'
import { type Flow, halvesOf } from '../db/testing/fault'
import type { World } from '../db/testing/world'
import { newId } from '../ids'
import { localDate } from '../time'
import { bookAppointment } from './commands/book'
import { cancelBooking } from './commands/cancel'
import { placeHold } from './commands/hold'
import { moveBooking } from './commands/move'
import { moveGroupSession } from './commands/move-session'
import { proposeTime } from './commands/proposals'
import { acceptRequest, declineRequest } from './commands/requests'
import { bookSeries } from './commands/series'
import { cancelGroupSession, scheduleGroupSession } from './commands/sessions'
import { takeStep } from './commands/step'

// A fault at each statement of each flow that writes several rows (security.md C10): what is left is what was there before, or all of what
// was asked. Payments, consent, refunds and merging patients have no flows yet.

const when = (world: World, startsAt: Date) => ({
  ...({ service: 'gp', type: 'follow_up', mode: 'in_person', startsAt } as const),
  ...{ practitionerId: world.practitioners.mora, locationId: world.locations.street },
})
const grace = { firstName: 'Grace', lastName: 'Hopper', dateOfBirth: '1986-12-09', phone: '0491 570 156' }
const asked = (world: World) => ({ status: 'requested', request_expires_at: world.at(2, '09:00') })
const sessionAt = (world: World) => ({
  ...({ service: 'gp', mode: 'in_person', at: '11:00', capacity: 3 } as const),
  ...{ practitionerId: world.practitioners.mora, locationId: world.locations.street },
  onDate: localDate(world.at(4, '11:00'), world.clinic.timeZone),
})

const FLOWS: Record<string, Flow> = {
  'a stranger books': {
    prepare: async (world) => {
      const names = { clinicSlug: world.clinic.slug, idempotencyKey: newId(), patient: grace, reason: 'x' }
      return () => bookAppointment(world.as.guest, { ...when(world, world.at(4, '10:00')), ...names })
    },
  },
  'a held time is booked': {
    prepare: async (world) => {
      const { clinicSlug, ...visit } = { clinicSlug: world.clinic.slug, ...when(world, world.at(4, '10:00')) }
      const { holdId } = await placeHold(world.as.guest, { ...visit, clinicSlug })
      return () =>
        bookAppointment(world.as.keeperOf(holdId), {
          clinicSlug,
          idempotencyKey: newId(),
          holdId,
          patient: grace,
        })
    },
  },
  'staff book over another': {
    prepare: async (world) => {
      await insertBooking(world, { startsAt: world.at(4, '10:00'), patientId: world.patients.ben })
      const names = { clinicSlug: world.clinic.slug, idempotencyKey: newId(), patientId: world.patients.ada }
      return () =>
        bookAppointment(
          world.as.kim,
          { ...when(world, world.at(4, '10:00')), ...names, overbookReason: 'x' },
          'phone',
        )
    },
  },
  'a visit is moved': {
    prepare: async (world) => {
      const { id, reference } = await insertBooking(world, { startsAt: world.at(4, '10:00') })
      return () => moveBooking(world.as.holderOf(id), { reference, startsAt: world.at(5, '11:00') })
    },
  },
  'a visit is cancelled': {
    prepare: async (world) => {
      const { id, reference } = await insertBooking(world, { startsAt: world.at(4, '10:00') })
      return () => cancelBooking(world.as.holderOf(id), { reference })
    },
  },
  'a patient is checked in': {
    prepare: async (world) => {
      const { id: bookingId } = await insertBooking(world, { startsAt: world.at(0, '10:00') })
      return () => takeStep(world.as.kim, { bookingId, step: 'arrive', version: 1 })
    },
  },
  'a series is booked': {
    prepare: async (world) => {
      const { startsAt: _, ...visit } = when(world, world.at(4, '10:00'))
      const startsAt = [world.at(4, '10:00'), world.at(11, '10:00'), world.at(18, '10:00')]
      return () =>
        bookSeries(world.as.kim, { ...visit, everyWeeks: 1, patientId: world.patients.ada, startsAt })
    },
  },
  'a session is scheduled': {
    overrides: { services: { capacity: 3 } },
    prepare: async (world) => () => scheduleGroupSession(world.as.kim, sessionAt(world)),
  },
  'a seat is booked': {
    overrides: { services: { capacity: 3 } },
    prepare: async (world) => {
      await scheduleGroupSession(world.as.kim, sessionAt(world))
      const names = { clinicSlug: world.clinic.slug, idempotencyKey: newId(), patient: grace }
      return () => bookAppointment(world.as.guest, { ...when(world, world.at(4, '11:00')), ...names })
    },
  },
  'a session with a seat taken is moved': {
    overrides: { services: { capacity: 3 } },
    prepare: async (world) => {
      const { sessionId } = await scheduleGroupSession(world.as.kim, sessionAt(world))
      const names = { clinicSlug: world.clinic.slug, idempotencyKey: newId(), patient: grace }
      await bookAppointment(world.as.guest, { ...when(world, world.at(4, '11:00')), ...names })
      const { practitionerId, onDate } = sessionAt(world)
      return () =>
        moveGroupSession(world.as.kim, { sessionId, sequence: 0, practitionerId, onDate, at: '09:00' })
    },
  },
  'a session with a seat taken is cancelled': {
    overrides: { services: { capacity: 3 } },
    prepare: async (world) => {
      const { sessionId } = await scheduleGroupSession(world.as.kim, sessionAt(world))
      const names = { clinicSlug: world.clinic.slug, idempotencyKey: newId(), patient: grace }
      await bookAppointment(world.as.guest, { ...when(world, world.at(4, '11:00')), ...names })
      return () => cancelGroupSession(world.as.kim, { sessionId, reason: 'Ill' })
    },
  },
  'a request is agreed to': {
    prepare: async (world) => {
      const { id: bookingId } = await insertBooking(world, {
        startsAt: world.at(4, '10:00'),
        booking: asked(world),
      })
      return () => acceptRequest(world.as.kim, { bookingId, version: 1 })
    },
  },
  'a request is declined': {
    prepare: async (world) => {
      const { id: bookingId } = await insertBooking(world, {
        startsAt: world.at(4, '10:00'),
        booking: asked(world),
      })
      return () => declineRequest(world.as.kim, { bookingId, version: 1, reason: 'Full' })
    },
  },
  'another time is proposed': {
    prepare: async (world) => {
      const { id: bookingId } = await insertBooking(world, {
        startsAt: world.at(4, '10:00'),
        booking: asked(world),
      })
      const { startsAt, practitionerId, locationId } = when(world, world.at(5, '10:00'))
      return () => proposeTime(world.as.kim, { bookingId, version: 1, startsAt, practitionerId, locationId })
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
