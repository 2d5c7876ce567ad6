import type { ComponentProps } from 'react'
import { boxStyle, describe, Field, type FieldWords } from './field'

/** One of many known answers, as the device's own list. Prefer RadioGroup for seven or fewer. */
export function Select({
  id,
  label,
  hint,
  error,
  optional,
  options,
  ...select
}: FieldWords & { id: string; name: string; options: { value: string; label: string }[] } & Omit<
    ComponentProps<'select'>,
    'children'
  >) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      <select
        {...select}
        id={id}
        className={`${boxStyle} max-w-full self-start`}
        {...describe(id, { hint, error })}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}
