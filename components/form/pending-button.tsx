'use client'

import { type ComponentProps, useContext } from 'react'
import { FormContext } from './form-context'

/** The part of SubmitButton that needs to know whether the form is on its way. The form itself refuses a second send. */
export function PendingButton({ children, ...button }: ComponentProps<'button'>) {
  const { pending } = useContext(FormContext)
  return (
    <button type="submit" {...button} aria-disabled={pending || undefined}>
      {children}
      {pending && (
        <span aria-hidden className="absolute inset-x-0 bottom-0 h-1 overflow-hidden bg-current/25">
          <span className="block h-full w-2/5 animate-working bg-current" />
        </span>
      )}
      <span role="status" className="sr-only">
        {pending && 'Sending'}
      </span>
    </button>
  )
}
