'use client'

import { unstable_rethrow } from 'next/navigation'
import {
  type ReactNode,
  type SubmitEvent,
  useActionState,
  useEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
} from 'react'
import { Arrival } from '@/components/ui/arrival'
import { ErrorSummary } from '@/components/ui/error-summary'
import { type FormAction, type FormState, idle } from '@/lib/actions/state'
import { FormContext, fieldId } from './form-context'
import { sendForm } from './send-form'

type ActionFormProps<T> = {
  action?: FormAction<T>
  /** Instead of an action, where a file is in the form: the path of a route handler made by `defineUpload`. */
  address?: string
  /** Begin as if the form had just been answered so, for example after a redirect back to it. */
  initial?: FormState<T>
  /** The page's heading, so that the error summary can stand above it. FormPage passes it. */
  heading?: ReactNode
  /** Per refusal code, what to show instead of the error summary: `{ slot_taken: <OtherTimes … /> }`. */
  instead?: Record<string, ReactNode>
  /** Shown above the form once the action has answered `ok` (an action that redirects needs none). */
  done?: ReactNode
  /** Begins every control's id; needed when a page holds two forms with a field of the same name. */
  prefix?: string
  className?: string
  children: ReactNode
}

const MULTIPART = 'multipart/form-data'
/** Stands where there is an address instead. */
const unsent = async <T,>(before: FormState<T>) => before

const unreachable =
  'Your answers have not been sent. Check your internet connection and try again. Nothing you typed is lost.'

/**
 * The one binding of a server action to a form. It posts without JavaScript (the page comes back with the state). With it,
 * the form stays as it is while the action runs: nothing typed is lost if the server refuses, fails or cannot be reached.
 */
export function ActionForm<T>({
  action = unsent,
  address,
  initial = idle,
  heading,
  instead,
  done,
  prefix = '',
  className = 'flex flex-col gap-6 *:[button]:self-start',
  children,
}: ActionFormProps<T>) {
  // The post without JavaScript; `answer` is what it left behind. Scripted sends go through `send`, because an action that
  // throws inside useActionState takes the whole page, and what was typed, with it.
  const [answer, post] = useActionState<FormState<T>, FormData>(action, initial as Awaited<FormState<T>>)
  const [state, setState] = useState<FormState<T>>(answer)
  const [trouble, setTrouble] = useState<{ say: string }>()
  const [pending, startTransition] = useTransition()
  const [pressed, press] = useState<HTMLElement | null>(null)
  const [progress, setProgress] = useState<number>()
  const form = useRef<HTMLFormElement>(null)
  // Quicker than `pending`, which a second press within the same moment would still find false.
  const busy = useRef(false)

  function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy.current) return
    busy.current = true
    press(event.nativeEvent.submitter)
    const typed = new FormData(event.currentTarget, event.nativeEvent.submitter)
    startTransition(async () => {
      try {
        const next = await (address ? sendForm<T>(address, typed, setProgress) : action(state, typed))
        startTransition(() => {
          setTrouble(undefined)
          setState(next)
        })
      } catch (error) {
        unstable_rethrow(error)
        startTransition(() => setTrouble({ say: wordsFor(error) }))
      } finally {
        busy.current = false
        setProgress(undefined)
      }
    })
  }

  useEffect(() => {
    if (state.status === 'ok') form.current?.reset()
  }, [state])

  const refused = state.status === 'refused' ? state : undefined
  const moment = trouble ?? refused
  const other = !trouble && refused && instead?.[refused.code]
  useErrorTitle(moment)

  const context = useMemo(
    () => ({ state, pending: pending && (pressed ?? true), prefix, progress }),
    [state, pending, pressed, prefix, progress],
  )
  return (
    <FormContext value={context}>
      {moment &&
        (other ? (
          <Arrival moment={moment} className="mb-6">
            {other}
          </Arrival>
        ) : (
          <ErrorSummary
            say={trouble?.say ?? refused?.say ?? ''}
            problems={trouble ? [] : problemsOf(refused?.fields ?? {}, prefix)}
            moment={moment}
          />
        ))}
      {heading}
      {done && <div role="status">{state.status === 'ok' && done}</div>}
      <form
        ref={form}
        {...(address ? { action: address, method: 'post', encType: MULTIPART } : { action: post })}
        onSubmit={send}
        noValidate
        aria-busy={pending}
        className={className}
      >
        {children}
      </form>
    </FormContext>
  )
}

function problemsOf(fields: Record<string, string>, prefix: string) {
  return Object.entries(fields).map(([name, message]) => ({ id: fieldId(name, prefix), message }))
}

// A server that failed leaves a digest, which is the reference in its log; a connection that failed leaves none.
function wordsFor(error: unknown) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  if (!digest) return unreachable
  return `Something went wrong at our end and your answers were not saved. Try again, or phone us and quote ${digest}.`
}

/** Screen readers and tabs read the title first: it says "Error: " for as long as there is one. */
function useErrorTitle(problem: unknown) {
  useEffect(() => {
    if (!problem) return
    // Where the page came so without script, the server has said it already.
    if (!document.title.startsWith('Error: ')) document.title = `Error: ${document.title}`
    return () => {
      document.title = document.title.replace(/^Error: /, '')
    }
  }, [problem])
}
