import type { ComponentProps } from 'react'
import { boxStyle, describe, Field, type FieldWords } from './field'

/** Several lines of text with their label. Grows with what is typed where the browser can. */
export function Textarea({
  id,
  label,
  hint,
  error,
  optional,
  ...textarea
}: FieldWords & { id: string; name: string } & ComponentProps<'textarea'>) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      <textarea
        rows={4}
        {...textarea}
        id={id}
        className={`${boxStyle} field-sizing-content w-full min-h-28 max-w-xl py-2`}
        {...describe(id, { hint, error })}
      />
    </Field>
  )
}
