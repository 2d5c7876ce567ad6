import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { FormField } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { NoteHeading } from '@/components/notes/note-heading'
import { NoteText } from '@/components/notes/note-text'
import { LinkButton } from '@/components/ui/button'
import { Notification } from '@/components/ui/notification'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { hasFreshProof } from '@/lib/access/proof'
import { handOverNoteAction, signNoteAction } from '@/lib/notes/actions'
import { mayChangeDraft, maySignNote } from '@/lib/notes/policy'
import { readNote } from '@/lib/notes/queries/note'
import { emptySections } from '@/lib/notes/rules'
import { SECTION_WORDS } from '@/lib/notes/text'

export const metadata: Metadata = { title: 'Sign a note' }

/** What is about to be signed, as it will stand; for whoever does not sign, what is about to be given to be signed. */
export default async function SignPage({ params }: { params: Promise<{ noteId: string }> }) {
  const actor = await requireActor('staff')
  const note = await orNotFound(readNote(actor, (await params).noteId))
  const href = `/clinic/notes/${note.id}`
  if (note.state === 'signed') redirect(href)
  const isSigning = maySignNote(actor, note)
  if (!isSigning && !mayChangeDraft(actor, note)) notFound()
  const empty = emptySections(note.content).map((section) => SECTION_WORDS[section].label)
  const needsPassword = isSigning && !(await hasFreshProof(actor))
  return (
    <FormPage
      title={
        isSigning ? `Sign ${note.patient.name}’s note?` : `Give ${note.patient.name}’s note to be signed?`
      }
      lead={<NoteHeading note={note} />}
      back={{ href, say: 'The note' }}
      action={isSigning ? signNoteAction : handOverNoteAction}
    >
      {empty.length > 0 && (
        <Notification kind="warning" title={`Nothing is written under ${empty.join(', ')}`}>
          <p>Go back to write it, or go on if that is right.</p>
        </Notification>
      )}
      <NoteText content={note.content} />
      <input type="hidden" name="noteId" value={note.id} />
      <input type="hidden" name="version" value={note.version} />
      {needsPassword && (
        <FormField
          name="password"
          type="password"
          label="Your password"
          hint="It is a while since you signed in"
          autoComplete="current-password"
        />
      )}
      {isSigning && <p>What is signed does not change any more. You can add to it later.</p>}
      <div className="flex flex-wrap gap-2">
        <SubmitButton>{isSigning ? 'Sign' : 'Give to be signed'}</SubmitButton>
        <LinkButton kind="secondary" href={href}>
          Back to writing
        </LinkButton>
      </div>
    </FormPage>
  )
}
