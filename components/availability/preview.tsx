'use client'

import { type ReactNode, useContext } from 'react'
import { FormContext, fieldId } from '@/components/form/form-context'
import { SubmitButton } from '@/components/form/submit-button'
import type { ButtonLook } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import type { Preview } from '@/lib/availability/queries/outside'
import { OutsideList } from './outside-list'

/**
 * Above a form about hours that was not saved, because somebody is booked: for `instead` of ActionForm, under `affects_bookings`. `isLeave`:
 * the patients can be proposed other times in one go.
 */
export function NotSaved({ isLeave }: { isLeave?: boolean }) {
  const preview = usePreview()
  const { prefix } = useContext(FormContext)
  if (!preview) return null
  const { count } = preview
  return (
    <Notification kind="warning" title={`Not saved yet: ${appointments(count)} would be outside`}>
      <p>
        Nobody has been told anything.{' '}
        <a
          href={`#${fieldId('affected', prefix)}`}
          className="text-accent underline underline-offset-[0.2em]"
        >
          Look at {count === 1 ? 'it' : 'them'}
        </a>
        , then save and keep {count === 1 ? 'it as it is' : 'them as they are'}, or move or cancel first.
      </p>
      {isLeave && <OtherTimes count={count} />}
    </Notification>
  )
}

/** The way to the sick-day tool, with what was typed. */
function OtherTimes({ count }: { count: number }) {
  const { state } = useContext(FormContext)
  if (state.status !== 'refused') return null
  const typed = ['practitionerId', 'fromDate', 'untilDate', 'from', 'to'].flatMap((name) => {
    const value = state.values[name]
    return typeof value === 'string' && value ? [[name, value]] : []
  })
  return (
    <p>
      <Link href={`/desk/away/plan?${new URLSearchParams(typed)}`}>
        Propose another time to {count === 1 ? 'the patient' : 'these patients'}
      </Link>{' '}
      instead: that enters the leave too.
    </p>
  )
}

/** The end of a form about hours: its button; and once the server has said who is affected, the list and a button that names their number. */
export function SaveSeen({ children, ...look }: ButtonLook & { children: ReactNode }) {
  const preview = usePreview()
  const { prefix } = useContext(FormContext)
  if (!preview)
    return (
      <div>
        <SubmitButton {...look}>{children}</SubmitButton>
      </div>
    )
  const { count, seal, bookings } = preview
  return (
    <section
      id={fieldId('affected', prefix)}
      aria-labelledby={fieldId('affected-title', prefix)}
      className="flex flex-col gap-4 rounded-card border border-warn bg-warn-soft p-4"
    >
      <h3 id={fieldId('affected-title', prefix)} className="font-semibold">
        {appointments(count)} would be outside
      </h3>
      <OutsideList caption="Appointments that would be outside" bookings={bookings} inNewTab withWhom />
      {bookings.length < count && <p>And {count - bookings.length} more.</p>}
      <p>
        Kept as {count === 1 ? 'it is, it stays' : 'they are, they stay'} in the day list, and{' '}
        {count === 1 ? 'is' : 'are'} listed under “Appointments outside the hours” until moved or cancelled.
      </p>
      {/* The first button is the one that Enter presses: it only asks again. */}
      <div className="flex flex-wrap gap-2">
        <SubmitButton kind="secondary">Check again</SubmitButton>
        <SubmitButton name="confirmed" value={seal}>
          Save, and keep {appointments(count)} as {count === 1 ? 'it is' : 'they are'}
        </SubmitButton>
      </div>
    </section>
  )
}

function usePreview(): Preview | undefined {
  const { state } = useContext(FormContext)
  return state.status === 'refused' && state.code === 'affects_bookings'
    ? (state.shows as Preview)
    : undefined
}

function appointments(count: number): string {
  return count === 1 ? '1 appointment' : `${count} appointments`
}
