import type { Metadata } from 'next'
import { Addenda, Signature } from '@/components/notes/addenda'
import { NoteText } from '@/components/notes/note-text'
import { BackLink } from '@/components/ui/back-link'
import { PrintButton } from '@/components/ui/print-button'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { readNote } from '@/lib/notes/queries/note'
import { printAppointmentTime, printPlainDate } from '@/lib/time'

// No names: titles stay in a browser's history.
export const metadata: Metadata = { title: 'Print a note' }

/** A note on paper: whose it is stands on every sheet, because sheets get apart. Opening it is a print in the log. */
export default async function PrintNotePage({ params }: { params: Promise<{ noteId: string }> }) {
  const actor = await requireActor('staff')
  const note = await orNotFound(readNote(actor, (await params).noteId, 'note.printed'))
  const { patient, booking, state } = note
  return (
    <>
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3 print:hidden">
        <BackLink href={`/clinic/notes/${note.id}`}>The note</BackLink>
        <PrintButton />
      </div>
      {/* The head of a table is repeated on every sheet. */}
      <table role="presentation" className="w-full max-w-3xl">
        <thead>
          <tr>
            <td className="pb-4">
              <p className="border-line border-b pb-2">
                <span className="font-semibold">{patient.name}</span>, born {printPlainDate(patient.bornOn)},{' '}
                {patient.number}
              </p>
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <div className="flex flex-col gap-5">
                <h1 className="font-semibold text-title tracking-tight">
                  {state === 'signed' ? 'Note of a visit' : 'Draft of a note, not signed'}
                </h1>
                <p>
                  {booking.serviceName}, {printAppointmentTime(booking.startsAt, booking.timeZone)} with{' '}
                  {booking.practitionerName}
                </p>
                <NoteText content={note.content} />
                <Signature note={note} />
                <Addenda note={note} />
              </div>
            </td>
          </tr>
        </tbody>
      </table>
    </>
  )
}
