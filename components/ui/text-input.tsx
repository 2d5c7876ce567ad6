import type { ComponentProps } from 'react'
import { boxStyle, describe, Field, type FieldWords } from './field'

// The width says how much is expected; a phone gives every box what it has.
const widths = { short: 'max-w-28', medium: 'max-w-60', long: 'max-w-md' }

/** One line of text with its label. */
export function TextInput({
  id,
  label,
  hint,
  error,
  optional,
  width = 'long',
  ...input
}: FieldWords & { id: string; name: string; width?: keyof typeof widths } & Omit<
    ComponentProps<'input'>,
    'width'
  >) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      <input
        type="text"
        {...input}
        id={id}
        // A time of day with its am or pm and the clock to press.
        className={`${boxStyle} w-full ${widths[width]} ${input.type === 'time' ? 'min-w-36' : ''}`}
        {...describe(id, { hint, error })}
      />
    </Field>
  )
}
