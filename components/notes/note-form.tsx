'use client'

import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type SubmitEvent, useActionState, useEffect, useRef, useState } from 'react'
import { buttonStyle } from '@/components/ui/button'
import { Notification } from '@/components/ui/notification'
import { idle } from '@/lib/actions/state'
import { saveNoteAction } from '@/lib/notes/actions'
import type { NoteContent, Theirs } from '@/lib/notes/schema'
import { isOutdated } from './autosave'
import { Conflict } from './conflict'
import { NoteFields } from './note-fields'
import { SaveStatus } from './save-status'
import { type OpenDraft, useAutosave } from './use-autosave'

/** A note being written, as it was saved last: a page that Back shows again is asked for anew first. */
export function NoteForm(props: { draft: OpenDraft; goOn: string }) {
  const { noteId, version } = props.draft
  const { refresh } = useRouter()
  const [waits, setWaits] = useState(() => isOutdated(noteId, version))
  if (waits && !isOutdated(noteId, version)) setWaits(false)
  useEffect(() => {
    if (waits) refresh()
  }, [waits, refresh])
  return waits ? <p role="status">Opening the note…</p> : <Boxes {...props} />
}

/**
 * The boxes of a note: it saves itself as it is typed; without script it is a plain form with a Save button. `goOn`: what the button says that
 * leads to the signature.
 */
function Boxes({ draft, goOn }: { draft: OpenDraft; goOn: string }) {
  const form = useRef<HTMLFormElement>(null)
  const [answer, post] = useActionState(saveNoteAction, idle)
  const note = useAutosave(form, draft)
  const router = useRouter()
  const plain = withoutScript(answer, draft)

  async function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const isGoingOn = event.nativeEvent.submitter?.getAttribute('name') === 'next'
    if ((await note.saveAll()) && isGoingOn) router.push(`/clinic/notes/${draft.noteId}/sign`)
  }
  function onKey(event: KeyboardEvent) {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return
    event.preventDefault()
    form.current?.requestSubmit(form.current.querySelector<HTMLButtonElement>('button:not([name])'))
  }

  return (
    <div className="flex flex-col gap-5">
      {plain.texts && <Conflict texts={plain.texts} />}
      {note.question && (
        <div id="two-texts" tabIndex={-1}>
          <Conflict texts={note.question.texts} choose={note.choose} />
        </div>
      )}
      {note.isBack && (
        <Notification title="Your text is back">
          <p>
            What you had typed was kept on this computer, because it could not be saved then. It is saved now.
          </p>
        </Notification>
      )}
      <form
        ref={form}
        action={post}
        onSubmit={send}
        onInput={note.typed}
        onKeyDown={onKey}
        noValidate
        aria-label="Note"
        className="flex max-w-4xl flex-col gap-4"
      >
        <input type="hidden" name="noteId" value={draft.noteId} />
        <input type="hidden" name="version" value={plain.version} />
        <NoteFields content={plain.content} errors={plain.errors} />
        <div className="sticky bottom-0 flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t bg-canvas py-3">
          <button type="submit" aria-keyshortcuts="Control+S" className={buttonStyle({ kind: 'secondary' })}>
            Save
          </button>
          <button type="submit" name="next" value="sign" className={buttonStyle()}>
            {goOn}
          </button>
          <SaveStatus state={note.state} signIn={`/sign-in?next=/clinic/notes/${draft.noteId}`} />
        </div>
      </form>
    </div>
  )
}

/** What the form shows where the page came back from a refused save without script: what was typed, and what is wrong with it. */
function withoutScript(answer: Awaited<ReturnType<typeof saveNoteAction>>, draft: OpenDraft) {
  if (answer.status !== 'refused') return { content: draft.content, version: draft.version, errors: {} }
  const typed = Object.fromEntries(
    Object.keys(draft.content).map((name) => [name, String(answer.values[name] ?? '')]),
  ) as NoteContent
  const theirs = answer.code === 'note_changed' ? (answer.shows as Theirs) : null
  return {
    content: typed,
    version: theirs?.version ?? draft.version,
    errors: answer.fields,
    texts: theirs && {
      ...{ mine: typed, theirs: theirs.content, mineIs: 'here' },
      theirsIs: `saved at ${theirs.savedAt} in another window`,
    },
  }
}
