import type { ComponentProps } from 'react'
import { describe, type FieldWords } from './field'

/** One thing to agree to or switch on. Sends `on` when ticked and nothing otherwise. */
export function Checkbox({
  id,
  label,
  hint,
  error,
  optional,
  ...input
}: FieldWords & { id: string; name: string } & ComponentProps<'input'>) {
  return (
    <div className={error ? 'border-danger border-l-4 pl-4' : ''}>
      {error && (
        <p id={`${id}-error`} className="mb-1.5 font-medium text-danger">
          <span className="sr-only">Error: </span>
          {error}
        </p>
      )}
      <div className="flex gap-3">
        <input
          {...input}
          type="checkbox"
          id={id}
          className="mt-1 size-5 shrink-0"
          {...describe(id, { hint, error })}
        />
        <div className="min-w-0">
          <label htmlFor={id} className="-my-2 block cursor-pointer py-2">
            {label}
            {optional && <span className="text-muted"> (optional)</span>}
          </label>
          {hint && (
            <p id={`${id}-hint`} className="text-muted text-small">
              {hint}
            </p>
          )}
        </div>
      </div>
    </div>
  )
}
