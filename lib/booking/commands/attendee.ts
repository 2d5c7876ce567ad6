import type { Actor } from '../../access/actor'
import { now } from '../../clock'
import { atOnce, type Sql, sql } from '../../db/client'
import { found, refusal } from '../../errors'
import { newId } from '../../ids'
import { readPhone } from '../../phone'
import { OCCUPYING, TO_COME } from '../rules'
import type { BookingInput } from '../schema'

/**
 * Who comes: their id, birth date ('YYYY-MM-DD'), what is on file of the service (an initial visit; how many to come), and the statements
 * that write what is new about them.
 */
export type Attendee = {
  id: string
  dateOfBirth: string
  hasHadInitial: boolean
  upcoming: number
  statements: Sql[]
}

/**
 * The person of a booking: somebody on file whom the actor can see (row-level security decides), or a new patient. What a guest typed
 * is never joined to a record: it makes a provisional patient for the desk to join (domain.md, People).
 * Refuses with `not_found`, and `invalid_input` where the phone cannot be read.
 */
export async function attendeeOf(
  actor: Actor,
  input: BookingInput,
  clinic: { id: string; phone: string },
  serviceId: string,
): Promise<Attendee> {
  return 'patientId' in input
    ? knownPatient(actor, input.patientId, clinic.id, serviceId)
    : newPatient(actor, input.patient, clinic)
}

type OnFile = { id: string; dateOfBirth: string; hasHadInitial: boolean | null; upcoming: number }
const SEEN_OR_TO_COME = OCCUPYING.filter((status) => status !== 'no_show')

async function knownPatient(
  actor: Actor,
  patientId: string,
  clinicId: string,
  serviceId: string,
): Promise<Attendee> {
  const [rows] = await atOnce<[OnFile[]]>(
    actor,
    sql`SELECT p.id, p.date_of_birth::text AS "dateOfBirth", bool_or(b.type = 'initial' AND b.status = ANY (${SEEN_OR_TO_COME}::booking_status[])) AS "hasHadInitial",
        count(*) FILTER (WHERE b.status = ANY (${TO_COME}::booking_status[]) AND b.starts_at > ${now()}::timestamptz)::int AS upcoming
      FROM patient p LEFT JOIN booking b ON b.patient_id = p.id AND b.service_id = ${serviceId}::uuid
      WHERE p.id = ${patientId}::uuid AND p.deleted_at IS NULL GROUP BY p.id`,
  )
  const { id, dateOfBirth, hasHadInitial, upcoming } = found(rows[0])
  return {
    id,
    dateOfBirth,
    hasHadInitial: hasHadInitial === true,
    upcoming,
    // Whom staff can see is registered already.
    statements: actor.kind === 'staff' ? [] : [registration(clinicId, id)],
  }
}

function newPatient(
  actor: Actor,
  person: Extract<BookingInput, { patient: unknown }>['patient'],
  clinic: { id: string; phone: string },
): Attendee {
  const phone = readPhone(person.phone, clinic.phone)
  if (!phone) throw refusal('invalid_input', { phone: 'Enter a phone number we can call, like 0412 345 678' })
  if (person.dateOfBirth > now().toISOString().slice(0, 10))
    throw refusal('invalid_input', { dateOfBirth: 'Date of birth must be in the past' })
  const id = newId()
  const insert = sql`INSERT INTO patient (id, first_name, last_name, date_of_birth, phone, email, provisional, created_at)
    VALUES (${id}::uuid, ${person.firstName}, ${person.lastName}, ${person.dateOfBirth}::date, ${phone}, ${person.email ?? null},
      ${actor.kind !== 'staff'}, ${now()}::timestamptz)`
  return {
    id,
    dateOfBirth: person.dateOfBirth,
    hasHadInitial: false,
    upcoming: 0,
    statements: [insert, registration(clinic.id, id)],
  }
}

/** From now on the clinic sees this patient. */
function registration(clinicId: string, patientId: string): Sql {
  return sql`INSERT INTO patient_registration (clinic_id, patient_id) VALUES (${clinicId}::uuid, ${patientId}::uuid) ON CONFLICT DO NOTHING`
}
