'use client'

import { unstable_rethrow } from 'next/navigation'
import { type SubmitEvent, useEffect, useRef, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkboxes'
import { TextInput } from '@/components/ui/text-input'
import { toast } from '@/components/ui/toast'
import type { FormState } from '@/lib/actions/state'
import { SET_ASIDE } from '@/lib/availability/rules/set-aside'
import { moveOnCalendarAction, moveSessionOnCalendarAction } from '@/lib/booking/actions'
import type { CalendarView } from '@/lib/calendar/queries/view'
import { fieldsOf, type Moving, placeInWords } from './moving'
import { takeBack } from './take-back'

type Refused = Extract<FormState, { status: 'refused' }>

/**
 * Asks before a visit stays where it was put: from where to where, and whether the patient is told. A refusal is said in words; where staff
 * may set the rule aside, a reason does it. Closed without an answer, the visit goes back.
 */
export function MoveDialog({
  view,
  moving,
  onEnd,
}: {
  view: CalendarView
  moving: Moving
  onEnd: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const [pending, start] = useTransition()
  const { item, asks } = moving
  const isStretch = moving.home.column === moving.place.column && moving.home.from === moving.place.from
  const deed = isStretch ? 'Change the length' : 'Move'
  const isSession = item.kind === 'session'
  const canSetAside =
    !isSession && refused !== null && (SET_ASIDE as readonly string[]).includes(refused.code)

  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
    dialog.current?.querySelector<HTMLElement>('#minutes, [type=submit]')?.focus()
  }, [])

  function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const form = new FormData(event.currentTarget)
    start(async () => {
      const move = isSession ? moveSessionOnCalendarAction : moveOnCalendarAction
      const answer = await move({ status: 'idle' }, form).catch((error: unknown) => {
        unstable_rethrow(error)
        return broken
      })
      if (answer.status === 'refused') return setRefused(answer)
      if (answer.status !== 'ok') return
      onEnd()
      const said = isStretch
        ? `The length of ${item.title}’s appointment is changed.`
        : `${item.title} is moved.`
      toast(said, { undo: () => takeBack(view, moving, answer.data.version) })
    })
  }

  return (
    <dialog
      ref={dialog}
      aria-labelledby="move-title"
      onClose={onEnd}
      data-density="compact"
      className="m-auto w-full max-w-md rounded-card border border-line bg-surface p-5 text-body text-ink shadow-float backdrop:bg-ink/30"
    >
      <form onSubmit={send} noValidate className="flex flex-col gap-4">
        <h2 id="move-title" className="font-semibold text-heading">
          {isStretch
            ? `Change the length of ${item.title}’s appointment?`
            : `Move ${isSession ? 'the session ' : ''}${item.title}?`}
        </h2>
        {Object.entries(fieldsOf(view, moving)).map(
          ([name, value]) =>
            !(asks === 'length' && name === 'minutes') && (
              <input key={name} type="hidden" name={name} value={value} />
            ),
        )}
        <FromTo view={view} moving={moving} />
        {asks === 'length' && (
          <TextInput
            id="minutes"
            name="minutes"
            label="Length in minutes"
            width="short"
            inputMode="numeric"
            defaultValue={moving.home.to - moving.home.from}
            error={refused?.fields.minutes}
          />
        )}
        {refused && !refused.fields.minutes && (
          <p role="alert" className="border-danger border-l-4 pl-3 font-medium text-danger">
            {refused.fields.at ?? refused.say}
          </p>
        )}
        {canSetAside && (
          <TextInput
            id="overbookReason"
            name="overbookReason"
            label="Why it is done anyway"
            hint="Shown on the day’s list and in the history"
            error={refused.fields.overbookReason}
          />
        )}
        <WhoIsTold item={item} />
        <div className="flex flex-wrap gap-2">
          {(!refused || canSetAside || refused.fields.minutes) && (
            <Button type="submit" aria-disabled={pending || undefined}>
              {canSetAside ? `${deed} anyway` : deed}
            </Button>
          )}
          <Button kind="secondary" onClick={() => dialog.current?.close()}>
            Leave it where it was
          </Button>
        </div>
      </form>
    </dialog>
  )
}

const broken: Refused = {
  ...{ status: 'refused', code: 'unexpected', fields: {}, values: {} },
  say: 'Something went wrong and nothing was changed. Try again.',
}

function WhoIsTold({ item: { kind, moves } }: Pick<Moving, 'item'>) {
  const { byMail, byPhone } = moves?.told ?? { byMail: 0, byPhone: 0 }
  const isSession = kind === 'session'
  const label = isSession ? 'Tell everybody in it by mail' : 'Tell the patient by mail'
  return (
    <>
      {byMail > 0 && <Checkbox id="tell" name="tell" label={label} defaultChecked />}
      {byPhone > 0 && (
        <p>
          {isSession
            ? `In it without an email address, to be told by phone: ${byPhone}.`
            : 'The patient has no email address: tell them by phone.'}
        </p>
      )}
    </>
  )
}

function FromTo({ view, moving: { home, place, asks } }: { view: CalendarView; moving: Moving }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      <dt className="text-muted">Now</dt>
      <dd>{placeInWords(view, home)}</dd>
      {asks === 'move' && (
        <>
          <dt className="text-muted">Then</dt>
          <dd className="font-semibold">{placeInWords(view, place)}</dd>
        </>
      )}
    </dl>
  )
}
