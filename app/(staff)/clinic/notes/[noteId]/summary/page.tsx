import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { FormTextarea } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { NoteHeading } from '@/components/notes/note-heading'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { releaseSummaryAction } from '@/lib/notes/actions'
import { mayReleaseSummary } from '@/lib/notes/policy'
import { readNote } from '@/lib/notes/queries/note'
import { readSummary } from '@/lib/notes/queries/summary'
import { firstSummary } from '@/lib/notes/text'

export const metadata: Metadata = { title: 'Summary for the patient' }

/** What the patient is to read of the visit: begun with the plan, changed to words for them, released by a press. */
export default async function SummaryPage({ params }: { params: Promise<{ noteId: string }> }) {
  const actor = await requireActor('staff')
  const note = await orNotFound(readNote(actor, (await params).noteId))
  if (note.state !== 'signed' || !mayReleaseSummary(actor, note.clinicId)) notFound()
  const before = await readSummary(actor, note)
  return (
    <FormPage
      title={`What is ${note.patient.name} to read of this visit?`}
      lead={<NoteHeading note={note} />}
      back={{ href: `/clinic/notes/${note.id}`, say: 'The note' }}
      action={releaseSummaryAction}
    >
      <p>
        The patient, and whoever acts for them, finds it with the appointment as soon as you release it. The
        note itself stays with the clinic.
        {before && ' What you release now takes the place of what was there.'}
      </p>
      <input type="hidden" name="noteId" value={note.id} />
      <FormTextarea
        name="text"
        label="In words for the patient"
        hint="Begun with the plan of the note. No abbreviations; what to do, and when to come back"
        rows={10}
        defaultValue={before?.text ?? firstSummary(note.content)}
      />
      <SubmitButton>Release to the patient</SubmitButton>
    </FormPage>
  )
}
