'use client'

import { useContext, useState } from 'react'
import { FormField } from '@/components/form/fields'
import { FormContext } from '@/components/form/form-context'
import { Button } from '@/components/ui/button'
import { useAwake } from './awake'

/** Rows of dates of a form, several at once: `name.0.part`, `name.1.part`. Without script there are as many as usually do. */
export function DateRows({
  name,
  parts,
  legend,
  more,
}: {
  name: string
  parts: readonly { part: string; label: string; optional?: boolean }[]
  legend: string
  more: string
}) {
  const { state } = useContext(FormContext)
  const isAwake = useAwake()
  const [extra, setExtra] = useState(0)
  const least = isAwake && state.status !== 'refused' ? 1 : 4
  const count = Math.max(least, extra + 1)
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">{legend}</legend>
      {Array.from({ length: count }, (_, row) => `${name}.${row}`).map((row, n) => (
        <div key={row} className="flex flex-wrap items-end gap-x-3 gap-y-2">
          {parts.map(({ part, label, optional }) => (
            <FormField
              key={part}
              name={`${row}.${part}`}
              type="date"
              width="medium"
              optional={optional}
              label={
                <>
                  {label}
                  {n > 0 && <span className="sr-only"> {n + 1}</span>}
                </>
              }
              autoFocus={n > 0 && n === extra}
            />
          ))}
        </div>
      ))}
      {isAwake && (
        <div>
          <Button kind="secondary" size="small" onClick={() => setExtra(count)}>
            {more}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
