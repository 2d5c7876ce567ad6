import { newId } from '../../ids'
import { localDate } from '../../time'
import { insertBooking } from './booking'
import { ownerQuery } from './raw'
import { insertAll, makeClinic, type World } from './world'

export type SickDay = Awaited<ReturnType<typeof makeSickDay>>

const MINUTE = 60_000

/**
 * A clinic in which Dr Mora is booked for so many patients in a row from eight o'clock, twenty minutes each, and falls ill; Noor can see them
 * too, but for her first two hours. `period`: the day as the desk's form says it.
 */
export async function makeSickDay(count: number, overrides: Parameters<typeof makeClinic>[0] = {}) {
  const world = await makeClinic({ hours: [[480, 1080]], ...overrides })
  const first = world.at(7, '08:00')
  await insertAll({
    practitioner_service: [
      {
        practitioner_id: world.practitioners.noor,
        service_id: world.services.gp,
        clinic_id: world.clinic.id,
      },
    ],
  })
  await insertBooking(world, {
    ...{ startsAt: first, minutes: 120, patientId: world.patients.dan },
    practitionerId: world.practitioners.noor,
  })
  const patients = await makePatients(world, count)
  const bookings = await Promise.all(
    patients.map((patientId, n) =>
      insertBooking(world, { startsAt: new Date(first.getTime() + n * 20 * MINUTE), patientId }),
    ),
  )
  const period = {
    practitionerId: world.practitioners.mora,
    fromDate: localDate(first, world.clinic.timeZone),
  }
  return { world, patients, bookings, period }
}

/** So many people on file, each with an address of their own. */
async function makePatients(world: World, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId())
  await insertAll({
    patient: ids.map((id, n) => ({
      ...{ id, first_name: 'Pat', last_name: `Number ${n}`, date_of_birth: '1980-01-01' },
      ...{ phone: '+61491570006', email: `pat${n}.${world.tag}@example.com` },
    })),
    patient_registration: ids.map((patient_id) => ({ clinic_id: world.clinic.id, patient_id })),
  })
  return ids
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
