'use client'

import { type ComponentProps, useContext, useState } from 'react'
import { FormContext } from './form-context'

/** The part of SubmitButton that needs to know whether the form is on its way. The form itself refuses a second send. */
export function PendingButton({ children, ...button }: ComponentProps<'button'>) {
  const { pending } = useContext(FormContext)
  const [self, here] = useState<HTMLButtonElement | null>(null)
  const working = pending && pending === self
  return (
    <>
      <button ref={here} type="submit" {...button} aria-disabled={Boolean(pending) || undefined}>
        {children}
        {working && (
          <span aria-hidden className="absolute inset-x-0 bottom-0 h-1 overflow-hidden bg-current/25">
            <span className="block h-full w-2/5 animate-working bg-current" />
          </span>
        )}
      </button>
      {/* Beside the button, so that its name stays what it is. */}
      <span role="status" className="sr-only">
        {working && 'Sending'}
      </span>
    </>
  )
}
