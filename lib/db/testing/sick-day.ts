import { newId } from '../../ids'
import { localDate } from '../../time'
import { type BookingWorld, insertBooking } from './booking'
import { ownerQuery } from './raw'
import { insertAll, makeClinic, type World } from './world'

export type SickDay = Awaited<ReturnType<typeof makeSickDay>>

const MINUTE = 60_000

/**
 * A clinic in which Dr Mora is booked for so many patients in a row from eight o'clock, twenty minutes each, and falls ill; Noor can see them
 * too, but for her first two hours. `period`: the day as the desk's form says it.
 */
export async function makeSickDay(count: number) {
  const world = await makeClinic({ hours: [[480, 1080]] })
  const first = world.at(7, '08:00')
  const { noor: practitionerId } = world.practitioners
  await insertAll({
    practitioner_service: [
      { practitioner_id: practitionerId, service_id: world.services.gp, clinic_id: world.clinic.id },
    ],
  })
  await insertBooking(world, {
    ...{ startsAt: first, minutes: 120, patientId: world.patients.dan, practitionerId },
  })
  const period = {
    practitionerId: world.practitioners.mora,
    fromDate: localDate(first, world.clinic.timeZone),
  }
  return { world, period, ...(await bookInARow(world, first, count)) }
}

/** So many new patients in a row with Dr Mora from then, twenty minutes each. */
export async function bookInARow(world: BookingWorld, first: Date, count: number) {
  const patients = Array.from({ length: count }, () => newId())
  await insertAll({
    patient: patients.map((id, n) => ({
      ...{ id, first_name: 'Pat', last_name: `Number${n + 1}`, date_of_birth: '1980-01-01' },
      ...{ phone: '+61491570006', email: `pat.${id}@example.com` },
    })),
    patient_registration: patients.map((patient_id) => ({ clinic_id: world.clinic.id, patient_id })),
  })
  const bookings = await Promise.all(
    patients.map((patientId, n) =>
      insertBooking(world, { startsAt: new Date(first.getTime() + n * 20 * MINUTE), patientId }),
    ),
  )
  return { patients, bookings }
}

/** What the database holds of a clinic's absences. */
export async function absenceRows(world: World) {
  const [row] = await ownerQuery<{
    rebookings: number
    leaves: number
    told: number
    proposals: { bookingId: string; practitionerId: string; startsAt: string; state: string }[]
    holds: number
  }>(
    `SELECT (SELECT count(*)::int FROM rebooking WHERE clinic_id = $1) AS rebookings,
      (SELECT count(*)::int FROM availability_exception WHERE clinic_id = $1 AND kind = 'leave') AS leaves,
      (SELECT count(*)::int FROM outbox_message WHERE clinic_id = $1 AND kind = 'away.told') AS told,
      (SELECT coalesce(json_agg(json_build_object('bookingId', booking_id, 'practitionerId', practitioner_id, 'startsAt', starts_at, 'state', state)
        ORDER BY id), '[]') FROM proposal WHERE clinic_id = $1) AS proposals,
      (SELECT count(*)::int FROM calendar_claim WHERE clinic_id = $1 AND kind = 'hold') AS holds`,
    [world.clinic.id],
  )
  if (!row) throw new Error('no rows')
  return row
}
