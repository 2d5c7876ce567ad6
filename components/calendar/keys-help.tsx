'use client'

import { Keyboard } from 'lucide-react'
import { type KeyboardEvent, useRef, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { KEYS, SHORTCUTS } from './keys'

/** Where the shortcuts lead: addresses. */
export type CalendarLinks = Record<'today' | 'next' | 'previous' | 'day' | 'week', string>

const LEADS_TO: Record<string, keyof CalendarLinks> = {
  ...({ t: 'today', j: 'next', n: 'next', k: 'previous', p: 'previous', d: 'day', w: 'week' } as const),
}

/** Single keys, while the calendar has the focus and unless they are switched off (WCAG 2.1.4). */
export function useShortcuts(goTo: (name: keyof CalendarLinks) => void) {
  const isOn = useSyncExternalStore(subscribe, areOn, () => true)
  const help = useRef<HTMLDialogElement>(null)
  function press(event: KeyboardEvent) {
    if (!isOn) return
    const name = LEADS_TO[event.key.toLowerCase()]
    if (name) goTo(name)
    else if (event.key === '?') help.current?.showModal()
    else return
    event.preventDefault()
  }
  return { isOn, help, press }
}

/** A button to the list of keys, with the switch. */
export function KeysHelp({ isOn, help }: Pick<ReturnType<typeof useShortcuts>, 'isOn' | 'help'>) {
  return (
    <>
      <Button kind="quiet" size="small" onClick={() => help.current?.showModal()}>
        <Keyboard aria-hidden className="size-4" />
        Keys
      </Button>
      <dialog
        ref={help}
        aria-labelledby="keys-title"
        className="m-auto w-full max-w-lg rounded-card border border-line bg-surface p-5 text-body text-ink shadow-float backdrop:bg-ink/30"
      >
        <div className="flex flex-col gap-4">
          <h2 id="keys-title" className="font-semibold text-heading">
            Keys on the calendar
          </h2>
          <KeyList keys={KEYS} />
          <label className="flex gap-3">
            <input
              type="checkbox"
              checked={isOn}
              onChange={({ target }) => switchTo(target.checked)}
              className="mt-0.5 size-5 shrink-0"
            />
            Single-key shortcuts, while the calendar has the focus
          </label>
          <KeyList keys={SHORTCUTS} />
          <div>
            <Button kind="secondary" onClick={() => help.current?.close()}>
              Close
            </Button>
          </div>
        </div>
      </dialog>
    </>
  )
}

function KeyList({ keys }: { keys: typeof KEYS }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      {keys.map(([key, does]) => (
        <div key={key} className="contents">
          <dt>
            <kbd className="font-sans font-semibold">{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}

// Kept in the browser: a person's own habit, and of no account's concern.
const NAME = 'calendar-shortcuts'
const CHANGED = 'calendar-shortcuts-changed'

// A browser may forbid it: then the keys are on, and stay so.
function areOn(): boolean {
  try {
    return localStorage.getItem(NAME) !== 'off'
  } catch {
    return true
  }
}

function switchTo(on: boolean) {
  try {
    localStorage.setItem(NAME, on ? 'on' : 'off')
  } catch {
    return
  }
  window.dispatchEvent(new Event(CHANGED))
}

function subscribe(changed: () => void) {
  window.addEventListener(CHANGED, changed)
  return () => window.removeEventListener(CHANGED, changed)
}
