import type { Metadata } from 'next'
import { Addenda, AddendumForm, Signature } from '@/components/notes/addenda'
import { LastNote } from '@/components/notes/last-note'
import { NoteButton } from '@/components/notes/note-button'
import { NoteForm } from '@/components/notes/note-form'
import { NoteHeading } from '@/components/notes/note-heading'
import { NoteText } from '@/components/notes/note-text'
import { ReleasedSummary } from '@/components/notes/released-summary'
import { TemplateChoice } from '@/components/notes/template-list'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import type { StaffActor } from '@/lib/access/actor'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { mayChangeDraft, mayReleaseSummary, maySignNote } from '@/lib/notes/policy'
import { type NoteRecord, readLastNote, readNote } from '@/lib/notes/queries/note'
import { readSummary } from '@/lib/notes/queries/summary'
import { listTemplates } from '@/lib/notes/queries/templates'
import { canSign } from '@/lib/notes/rules'
import { localDate, printTimeOfDay } from '@/lib/time'

// No names: titles stay in a browser's history.
export const metadata: Metadata = { title: 'Note' }

type Props = {
  params: Promise<{ noteId: string }>
  searchParams: Promise<{ done?: string; beside?: string }>
}

const DONE: Record<string, string> = {
  saved: 'Saved',
  given: 'Given to be signed',
  signed: 'Signed',
  added: 'Added to the note',
  released: 'Released: the patient finds it with the appointment',
  withdrawn: 'Taken back: the patient does not see it any more',
}

/** One note: to write for its author, to read for everybody else who may. */
export default async function NotePage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  const note = await orNotFound(readNote(actor, (await params).noteId))
  const { done, beside } = await searchParams
  const isMine = mayChangeDraft(actor, note) && note.state === 'draft'
  const last = isMine && beside === 'last' ? await readLastNote(actor, note) : undefined
  const said = done && DONE[done]
  const { patient, booking, state } = note
  return (
    <Page
      wide
      aside={last && <LastNote note={last} />}
      title={patient.name}
      lead={<NoteHeading note={note} />}
      back={{ href: `/clinic/day?day=${localDate(booking.startsAt, booking.timeZone)}`, say: 'The day' }}
      actions={
        <>
          {note.authorId !== actor.accountId && (
            <NoteButton bookingId={booking.id} note={undefined} whose={patient.name} />
          )}
          <LinkButton kind="secondary" href={`/clinic/notes/${note.id}/print`}>
            Print
          </LinkButton>
          <LinkButton kind="secondary" href={`/desk/bookings/${booking.id}`}>
            Appointment
          </LinkButton>
        </>
      }
    >
      {said && <Notification kind="success" title={said} />}
      {isMine && (
        <div className="flex flex-wrap items-start gap-x-6 gap-y-2 print:hidden">
          <TemplateChoice templates={await listTemplates(actor)} />
          {last === undefined && (
            <p className="leading-8">
              <Link href={`/clinic/notes/${note.id}?beside=last`}>Last note beside this one</Link>
            </p>
          )}
          {last === null && (
            <p className="text-muted leading-8">There is no earlier note of {patient.name} here.</p>
          )}
        </div>
      )}
      {state === 'draft' && <Draft actor={actor} note={note} />}
      {state === 'signed' && (
        <>
          <NoteText content={note.content} />
          <Signature note={note} />
          <Addenda note={note} />
          <AddendumForm noteId={note.id} />
          <ReleasedSummary
            noteId={note.id}
            summary={await readSummary(actor, note)}
            mayRelease={mayReleaseSummary(actor, note.clinicId)}
            timeZone={booking.timeZone}
          />
        </>
      )}
    </Page>
  )
}

function Draft({ actor, note }: { actor: StaffActor; note: NoteRecord }) {
  const { id, version, content, draftKey, savedAt, booking, handedOverAt, authorName } = note
  if (draftKey === null || !mayChangeDraft(actor, note))
    return (
      <>
        <p className="text-muted">Written by {authorName}, not signed yet.</p>
        <NoteText content={content} />
        {maySignNote(actor, note) && (
          <p>
            <LinkButton href={`/clinic/notes/${id}/sign`}>Sign…</LinkButton>
          </p>
        )}
      </>
    )
  const draft = {
    ...{ noteId: id, accountId: actor.accountId, draftKey, version, content },
    savedAt: printTimeOfDay(savedAt, booking.timeZone),
  }
  return (
    <>
      {handedOverAt && (
        <Notification title="A doctor has this note to sign">
          <p>Writing on takes it back.</p>
        </Notification>
      )}
      <NoteForm draft={draft} goOn={canSign(actor.roles) ? 'Sign…' : 'Give to be signed…'} />
    </>
  )
}
