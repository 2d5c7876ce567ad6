'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import { bothOf, isSameContent } from '@/lib/notes/rules'
import { emptyNote, type NoteContent } from '@/lib/notes/schema'
import { Autosave, type SaveState } from './autosave'
import type { TwoTexts } from './conflict'
import { type LeftDraft, openLocalDrafts } from './local-drafts'

/** The draft a page opens with. `savedAt`: on the clinic's clock. */
export type OpenDraft = {
  noteId: string
  accountId: string
  draftKey: string
  version: number
  content: NoteContent
  savedAt: string
}
/** What is asked about two texts. `over`: the version that is overwritten by what is chosen. */
type Question = {
  texts: TwoTexts
  over: { version: number; content: NoteContent }
  discard?: LeftDraft['discard']
}

/** Keeps the note of a form saved, and brings back what an earlier page could not save. */
export function useAutosave(form: RefObject<HTMLFormElement | null>, draft: OpenDraft) {
  const [state, tell] = useState<SaveState>({ kind: 'saved', at: draft.savedAt })
  const [question, ask] = useState<Question | null>(null)
  const [isBack, setBack] = useState(false)
  const autosave = useRef<Autosave | null>(null)
  // What the page opened with: rendered again, it has nothing to say to what is being typed.
  const [opened] = useState(draft)

  useEffect(() => {
    const boxes = form.current
    if (!boxes) return
    const read = () => contentOf(boxes)
    const one = new Autosave(opened.noteId, opened, {
      ...{ read, tell },
      ask: (over) => {
        const theirsIs = `saved at ${over.savedAt} in another window`
        ask({ texts: { mine: read(), mineIs: 'here', theirs: over.content, theirsIs }, over })
      },
    })
    autosave.current = one
    const page = followPage(one)
    const close = takeUpDrafts(opened, boxes, one, { bringBack: () => setBack(true), ask })
    return () => {
      page.abort()
      void one.save()
      one.end()
      close()
    }
  }, [form, opened])

  function choose(kept: 'both' | 'mine' | 'theirs') {
    const boxes = form.current
    if (!question || !boxes) return
    const { texts, over, discard } = question
    // What is in the boxes may have been written on since.
    const mine = discard ? texts.mine : contentOf(boxes)
    fill(boxes, kept === 'both' ? bothOf(mine, texts.theirs) : kept === 'mine' ? mine : texts.theirs)
    ask(null)
    autosave.current?.resolve(over)
    void discard?.()
  }
  return {
    ...{ state, question, isBack, choose },
    typed: () => autosave.current?.typed(),
    saveAll: async () => (await autosave.current?.saveAll()) ?? false,
  }
}

/** What is in the boxes now. */
function contentOf(form: HTMLFormElement): NoteContent {
  const typed = new FormData(form)
  const text = (name: string) => String(typed.get(name) ?? '').replaceAll('\r\n', '\n')
  return Object.fromEntries(Object.keys(emptyNote).map((name) => [name, text(name)])) as NoteContent
}

function fill(form: HTMLFormElement, content: NoteContent): void {
  for (const [name, text] of Object.entries(content)) {
    const box = form.elements.namedItem(name)
    if (box && 'value' in box) box.value = text
  }
}

/** From now on the browser keeps what is typed; what pages that are gone had not saved is put back, or asked about. Returns how to end it. */
function takeUpDrafts(
  { accountId, noteId, draftKey }: OpenDraft,
  form: HTMLFormElement,
  autosave: Autosave,
  { bringBack, ask }: { bringBack: () => void; ask: (question: Question) => void },
): () => void {
  const drafts = openLocalDrafts(accountId, noteId, draftKey).catch(() => null)
  void drafts.then(async (opened) => {
    if (!opened) return
    autosave.keepIn(opened)
    for (const left of await opened.left()) {
      const current = contentOf(form)
      if (isSameContent(left.content, current)) await left.discard()
      else if (left.version === autosave.version && !autosave.isDirty()) {
        fill(form, left.content)
        await autosave.keep()
        await left.discard()
        autosave.typed()
        bringBack()
      } else {
        const texts = {
          mine: left.content,
          mineIs: 'not saved before',
          theirs: current,
          theirsIs: 'in the note',
        }
        ask({ texts, over: { version: autosave.version, content: current }, discard: left.discard })
        // One question at a time; what else was left is there for the next page.
        return
      }
    }
  })
  return () => void drafts.then((opened) => opened?.close())
}

/** What happens to the page: it is hidden, left, or its connection or its person comes back. */
function followPage(autosave: Autosave): AbortController {
  const page = new AbortController()
  const { signal } = page
  window.addEventListener('online', autosave.wake, { signal })
  window.addEventListener('focus', autosave.wake, { signal })
  document.addEventListener(
    'visibilitychange',
    () => {
      void autosave.keep()
      autosave.wake()
    },
    { signal },
  )
  window.addEventListener(
    'beforeunload',
    (event) => {
      if (!autosave.isDirty()) return
      void autosave.keep()
      event.preventDefault()
    },
    { signal },
  )
  return page
}
