import type { Actor } from '../../access/actor'
import type { BookingStatus } from '../../booking/rules'
import type { Mode } from '../../booking/schema'
import { now } from '../../clock'
import { atOnce, sql } from '../../db/client'
import { env } from '../../env'
import { refuseUnless } from '../../errors'
import { hashToken } from '../../ids'
import { senderAddress } from '../../mail/deliver'
import { patientEntry, practitionerEntry, printCalendar, type Shown } from '../../messages/text/calendar'

/** A row of the SQL function `feed_entries`; without an id the feed is there and has nothing in it. */
type Row = {
  ofPractitioner: boolean
  isSession: boolean
  id: string | null
  reference: string | null
  status: BookingStatus
  sequence: number
  startsAt: Date
  endsAt: Date
  mode: Mode
  clinicName: string
  practitionerName: string
  locationName: string
  locationAddress: string | null
  timeZone: string
}

/**
 * The calendar behind a secret address (`<token>.ics`), as iCalendar text: what the last 30 days had and what is to come, cancelled
 * appointments for 30 days more. No name of a patient, no service, no link that opens anything without signing in. Refuses with
 * `not_found` whatever is wrong with the address.
 */
export async function readFeed(actor: Actor, file: string): Promise<string> {
  const token = /^([\w-]{43})\.ics$/.exec(file)?.[1]
  refuseUnless(token !== undefined, 'not_found')
  const [rows] = await atOnce<[Row[]]>(
    actor,
    sql`SELECT of_practitioner AS "ofPractitioner", is_session AS "isSession", id, reference, status, sequence, starts_at AS "startsAt", ends_at AS "endsAt",
        mode, clinic_name AS "clinicName", practitioner_name AS "practitionerName", location_name AS "locationName",
        location_address AS "locationAddress", time_zone AS "timeZone"
      FROM feed_entries(${hashToken(token)}, ${now()}::timestamptz)`,
  )
  refuseUnless(rows.length > 0, 'not_found')
  const entries = rows.flatMap((row) => (row.id === null ? [] : [entryOf({ ...row, id: row.id })]))
  return printCalendar(entries, 'PUBLISH', {
    organizer: senderAddress(),
    madeAt: now(),
    name: 'Appointments',
  })
}

function entryOf(row: Row & { id: string }) {
  const { ofPractitioner, isSession, reference, clinicName, practitionerName, ...same } = row
  const shown: Shown = {
    ...same,
    reference: reference ?? '',
    clinic: { name: clinicName },
    practitioner: { name: practitionerName },
    location: { name: row.locationName, address: row.locationAddress, timeZone: row.timeZone },
  }
  if (isSession)
    return practitionerEntry(shown, `${env.ANTEROOM_URL}/desk/sessions/${row.id}`, 'Group session')
  return ofPractitioner
    ? practitionerEntry(shown, `${env.ANTEROOM_URL}/desk/bookings/${row.id}`)
    : patientEntry(shown, `${env.ANTEROOM_URL}/my/appointments/${row.id}`)
}
