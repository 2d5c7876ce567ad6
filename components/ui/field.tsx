import type { ReactNode } from 'react'

/** What every control says about itself. `optional` adds "(optional)"; nothing is marked required. */
export type FieldWords = {
  label: ReactNode
  hint?: ReactNode
  error?: string
  optional?: boolean
}

/** The class of a box one types in or chooses from. 16 px at least, or phones zoom in on focus. */
export const boxStyle = [
  'min-h-(--control) rounded-control border border-line-strong bg-surface px-3 py-1 text-ink',
  'text-[max(1rem,var(--text-body))] hover:border-ink',
  'aria-[invalid=true]:border-danger aria-[invalid=true]:ring-1 aria-[invalid=true]:ring-danger',
].join(' ')

/** The attributes that tie a control to its hint and error. */
export function describe(id: string, { hint, error }: Pick<FieldWords, 'hint' | 'error'>) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return { 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined }
}

const frame = (error?: string) =>
  `flex min-w-0 flex-col gap-1.5 ${error ? 'border-danger border-l-4 pl-4' : ''}`

/** Label, hint and error above one control with the id `id`. */
export function Field({
  id,
  label,
  hint,
  error,
  optional,
  children,
}: FieldWords & { id: string; children: ReactNode }) {
  return (
    <div className={frame(error)}>
      <label htmlFor={id} className="self-start font-medium">
        {label}
        <Optional when={optional} />
      </label>
      <Notes id={id} hint={hint} error={error} />
      {children}
    </div>
  )
}

/**
 * Legend, hint and error around several controls. The id is the fieldset's: the error summary leads to the first control
 * in it. `quietLegend` hides a legend that would repeat the page's heading.
 */
export function FieldSet({
  id,
  label,
  hint,
  error,
  optional,
  quietLegend,
  children,
}: FieldWords & { id: string; quietLegend?: boolean; children: ReactNode }) {
  return (
    <fieldset
      id={id}
      aria-describedby={describe(id, { hint, error })['aria-describedby']}
      className={frame(error)}
    >
      <legend className={quietLegend ? 'sr-only' : 'mb-1.5 font-medium'}>
        {label}
        <Optional when={optional} />
      </legend>
      <Notes id={id} hint={hint} error={error} />
      {children}
    </fieldset>
  )
}

function Optional({ when }: { when?: boolean }) {
  return when ? <span className="font-normal text-muted"> (optional)</span> : null
}

function Notes({ id, hint, error }: Pick<FieldWords, 'hint' | 'error'> & { id: string }) {
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-small">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="font-medium text-danger">
          <span className="sr-only">Error: </span>
          {error}
        </p>
      )}
    </>
  )
}
