'use client'

import { unstable_rethrow } from 'next/navigation'
import {
  type ReactNode,
  type SubmitEvent,
  startTransition,
  useActionState,
  useRef,
  useTransition,
} from 'react'
import { type ButtonLook, buttonStyle } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { type FormAction, type FormState, idle } from '@/lib/actions/state'

type Deed<T> = { action: FormAction<T>; fields: Record<string, string> }

const failed = 'Something went wrong and nothing was changed. Try again.'

/**
 * One press on a staff page that does one thing: "Arrived", "Start". `said` is told when it is done, with `undo` behind an
 * Undo button; a refusal is told in the server's words. Posts without JavaScript too. Needs Toasts in the layout.
 */
export function ActionButton<T>({
  action,
  fields,
  said,
  undo,
  children,
  ...look
}: Deed<T> & { said: string; undo?: Deed<T> & { said: string }; children: ReactNode } & ButtonLook) {
  const [answer, post] = useActionState<FormState<T>, FormData>(action, idle as Awaited<FormState<T>>)
  const [pending, start] = useTransition()
  const busy = useRef(false)

  function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy.current) return
    busy.current = true
    const menu = event.currentTarget.closest<HTMLElement>('[popover]')
    start(async () => {
      await tell({ action, fields }, said, undo).finally(() => {
        busy.current = false
      })
      menu?.hidePopover()
    })
  }

  return (
    <form action={post} onSubmit={send} aria-busy={pending}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" aria-disabled={pending || undefined} className={buttonStyle(look)}>
        {children}
      </button>
      {answer.status === 'refused' && <p className="text-danger text-small">{answer.say}</p>}
    </form>
  )
}

async function tell<T>({ action, fields }: Deed<T>, said: string, undo?: Deed<T> & { said: string }) {
  try {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const answer = await action(idle, form)
    if (answer.status === 'refused') toast(answer.say, { tone: 'danger' })
    else toast(said, { undo: undo && (() => startTransition(() => tell(undo, undo.said))) })
  } catch (error) {
    unstable_rethrow(error)
    toast(failed, { tone: 'danger' })
  }
}
