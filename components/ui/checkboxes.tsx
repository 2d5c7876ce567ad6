import type { ReactNode } from 'react'
import { describe, FieldSet, type FieldWords } from './field'

/** One box to tick. Without a value the browser sends "on". */
export type CheckOption = { value: string; label: ReactNode; hint?: ReactNode }

/** Any number of a few answers, each a target as large as its line. Native boxes: no script needed. */
export function Checkboxes({
  id,
  name,
  options,
  defaultValues,
  ...words
}: FieldWords & {
  id: string
  name: string
  options: CheckOption[]
  defaultValues?: readonly string[]
  quietLegend?: boolean
}) {
  return (
    <FieldSet id={id} {...words}>
      <div className="mt-1 flex flex-col gap-1.5">
        {options.map(({ value, label, hint }) => (
          <label key={value} className="flex min-h-(--control) gap-3 rounded-control py-1">
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={defaultValues?.includes(value)}
              aria-invalid={describe(id, words)['aria-invalid']}
              className="mt-0.5 size-5 shrink-0"
            />
            <span className="min-w-0">
              {label}
              {hint && <span className="block text-muted text-small">{hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </FieldSet>
  )
}

/** A single box with its label: yes or no. */
export function Checkbox({
  id,
  label,
  hint,
  ...input
}: {
  id: string
  name: string
  label: ReactNode
  hint?: ReactNode
  defaultChecked?: boolean
}) {
  return (
    <div className="flex gap-3">
      <input
        type="checkbox"
        {...input}
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-5 shrink-0"
      />
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-muted text-small">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
