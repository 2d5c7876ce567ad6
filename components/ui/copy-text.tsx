'use client'

import { useState } from 'react'
import { useAwake } from './awake'
import { Button } from './button'
import { boxStyle, describe, Field } from './field'

/** A text to be put somewhere else: to be selected, or copied by its button where script runs. */
export function CopyText({
  id,
  label,
  hint,
  text,
  rows,
}: {
  id: string
  label: string
  hint?: string
  text: string
  /** More than one line. */
  rows?: number
}) {
  const isAwake = useAwake()
  const [said, say] = useState('')
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => say('Copied'),
      () => say('Select it and copy it yourself: this browser does not let us'),
    )
  const box = { id, readOnly: true, value: text, ...describe(id, { hint }) }
  return (
    <div className="flex flex-col gap-2">
      <Field id={id} label={label} hint={hint}>
        {rows ? (
          <textarea
            {...box}
            rows={rows}
            className={`${boxStyle} field-sizing-content w-full max-w-xl py-2 font-mono text-small break-all`}
          />
        ) : (
          <input {...box} type="text" className={`${boxStyle} w-full max-w-xl`} />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        {isAwake && (
          <Button kind="secondary" size="small" onClick={copy}>
            Copy<span className="sr-only"> {label}</span>
          </Button>
        )}
        <span role="status" className="text-muted text-small">
          {said}
        </span>
      </div>
    </div>
  )
}
