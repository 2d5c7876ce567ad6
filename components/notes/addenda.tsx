import { ActionForm } from '@/components/form/action-form'
import { FormField, FormTextarea } from '@/components/form/fields'
import { SubmitButton } from '@/components/form/submit-button'
import { Disclosure } from '@/components/ui/disclosure'
import { addAddendumAction } from '@/lib/notes/actions'
import type { NoteRecord } from '@/lib/notes/queries/note'
import { printDate, printTimeOfDay } from '@/lib/time'

/** Who signed what, and when. */
export function Signature({ note }: { note: NoteRecord }) {
  const { authorName, signerName, signedAt, booking, seal } = note
  if (!signedAt) return null
  const when = `${printDate(signedAt, booking.timeZone)}, ${printTimeOfDay(signedAt, booking.timeZone)}`
  return (
    <p className="text-muted">
      {signerName === authorName
        ? `Written and signed by ${authorName}, ${when}.`
        : `Written by ${authorName}. Signed by ${signerName}, ${when}.`}{' '}
      <span className="whitespace-nowrap text-small">Seal {seal}</span>
    </p>
  )
}

/** What was added to a signed note since, oldest first. */
export function Addenda({ note: { addenda, booking } }: { note: NoteRecord }) {
  return addenda.map(({ id, authorName, writtenAt, reason, text }) => (
    <section
      key={id}
      aria-label={`Addendum of ${authorName}`}
      className="max-w-3xl break-inside-avoid border-accent border-l-4 pl-4"
    >
      <h2 className="font-semibold">Addendum: {reason}</h2>
      <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>
      <p className="text-muted">
        {authorName}, {printDate(writtenAt, booking.timeZone)}, {printTimeOfDay(writtenAt, booking.timeZone)}
      </p>
    </section>
  ))
}

/** Adds to a signed note. */
export function AddendumForm({ noteId }: { noteId: string }) {
  return (
    <div className="print:hidden">
      <Disclosure summary="Add to this note">
        <p>What is signed stays as it is; what you add stands under it, with your name and the time.</p>
        <ActionForm action={addAddendumAction}>
          <input type="hidden" name="noteId" value={noteId} />
          <FormField name="reason" label="Why something is added" hint="For example: a result came in" />
          <FormTextarea name="text" label="What is added" rows={4} />
          <SubmitButton>Add for good</SubmitButton>
        </ActionForm>
      </Disclosure>
    </div>
  )
}
