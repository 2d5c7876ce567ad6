'use client'

import type { MouseEvent } from 'react'
import { Arrival } from './arrival'

/**
 * What is wrong with the form, above it, with a way to each field. Takes the focus whenever `moment` changes: pass the
 * answer that refused the form, so that being refused twice is said twice.
 */
export function ErrorSummary({
  say,
  problems,
  moment,
}: {
  say: string
  problems: { id: string; message: string }[]
  moment: unknown
}) {
  return (
    <Arrival
      moment={moment}
      aria-labelledby="error-summary-title"
      className="mb-6 rounded-card border-2 border-danger bg-danger-soft p-5 print:hidden"
    >
      <div role="alert">
        <h2 id="error-summary-title" className="font-semibold text-heading">
          There is a problem
        </h2>
        {problems.length === 0 ? (
          <p className="mt-2">{say}</p>
        ) : (
          <ul className="mt-2 flex flex-col gap-1.5">
            {problems.map(({ id, message }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  onClick={(event) => goTo(event, id)}
                  className="font-medium text-danger underline underline-offset-[0.2em] hover:decoration-2"
                >
                  {message}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Arrival>
  )
}

// To the control itself, or to the first one in a group, with its label in view.
function goTo(event: MouseEvent, id: string) {
  const target = document.getElementById(id)
  if (!target) return
  const controls = 'input:not([type=hidden]), select, textarea'
  const control = target.matches(controls) ? target : target.querySelector<HTMLElement>(controls)
  event.preventDefault()
  control?.focus({ preventScroll: true })
  ;(target.closest('fieldset') ?? target.parentElement ?? target).scrollIntoView({ block: 'start' })
}
