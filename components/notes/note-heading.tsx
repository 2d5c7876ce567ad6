import type { NoteRecord } from '@/lib/notes/queries/note'
import { printAppointmentTime, printPlainDate } from '@/lib/time'

/** Whose note it is and of which visit: above everything that is written or read of it, on paper too. */
export function NoteHeading({
  note: { patient, booking },
}: {
  note: Pick<NoteRecord, 'patient' | 'booking'>
}) {
  return (
    <>
      <span className="font-medium text-ink">
        Born {printPlainDate(patient.bornOn)} · {patient.number}
      </span>{' '}
      · {booking.serviceName}, {printAppointmentTime(booking.startsAt, booking.timeZone)} with{' '}
      {booking.practitionerName}
    </>
  )
}
