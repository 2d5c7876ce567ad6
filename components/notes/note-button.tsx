import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { LinkButton } from '@/components/ui/button'
import { startNoteAction } from '@/lib/notes/actions'
import type { NoteMark } from '@/lib/notes/queries/unsigned'

/** To the note of a booking, or to begin one: for clinicians. A colleague's note is opened beside the chance to write one's own there. */
export function NoteButton({
  bookingId,
  note,
  whose,
  size,
}: {
  bookingId: string
  note: NoteMark | undefined
  whose: string
  size?: 'small'
}) {
  const look = { kind: 'secondary', size } as const
  if (note)
    return (
      <LinkButton {...look} href={`/clinic/notes/${note.id}`}>
        {note.state === 'draft' ? 'Note (draft)' : 'Note'}
        <span className="sr-only"> of {whose}</span>
      </LinkButton>
    )
  return (
    <ActionForm action={startNoteAction} prefix={`note-${bookingId}-`}>
      <input type="hidden" name="bookingId" value={bookingId} />
      <SubmitButton {...look}>
        Write note<span className="sr-only"> of {whose}</span>
      </SubmitButton>
    </ActionForm>
  )
}
