'use client'

import { useContext, useState } from 'react'
import { FormField } from '@/components/form/fields'
import { FormContext } from '@/components/form/form-context'
import { useAwake } from '@/components/ui/awake'
import { Button } from '@/components/ui/button'
import type { FormState } from '@/lib/actions/state'

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
  const [kept] = useState(() => rowsTyped(state, name))
  const [added, setAdded] = useState(0)
  const count = Math.max(isAwake ? 1 : 4, kept) + added
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
              autoFocus={added > 0 && n === count - 1}
            />
          ))}
        </div>
      ))}
      {isAwake && (
        <div>
          <Button kind="secondary" size="small" onClick={() => setAdded((n) => n + 1)}>
            {more}
          </Button>
        </div>
      )}
    </fieldset>
  )
}

/** How many rows a refused form had, when the page comes back without script. */
function rowsTyped(state: FormState, name: string): number {
  if (state.status !== 'refused') return 0
  const numbers = Object.entries(state.values).flatMap(([key, value]) =>
    key.startsWith(`${name}.`) && value !== '' ? [Number(key.split('.')[1])] : [],
  )
  return Math.max(-1, ...numbers) + 1
}
