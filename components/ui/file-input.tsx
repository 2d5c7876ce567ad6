import type { ComponentProps } from 'react'
import { describe, Field, type FieldWords } from './field'

/** A file from the device. On a phone also its camera: a browser turns what the camera makes into what `accept` names. */
export function FileInput({
  id,
  label,
  hint,
  error,
  optional,
  progress,
  ...input
}: FieldWords & {
  id: string
  name: string
  accept: string
  /** While it is being sent: how much has left, 0 to 1. */
  progress?: number
} & Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      <input
        type="file"
        {...input}
        id={id}
        className="w-full max-w-md rounded-control border border-line-strong bg-surface p-1.5 text-ink file:mr-3 file:min-h-8 file:cursor-pointer file:rounded-control file:border file:border-line-strong file:bg-sunken file:px-3 file:font-medium file:text-ink hover:border-ink aria-[invalid=true]:border-danger"
        {...describe(id, { hint, error })}
      />
      {progress !== undefined && (
        <progress aria-label="Sent" value={progress} max={1} className="w-full max-w-md accent-accent">
          {Math.round(progress * 100)} %
        </progress>
      )}
    </Field>
  )
}
