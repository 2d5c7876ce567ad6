'use client'

import { useField } from '@/components/form/form-context'
import { RadioGroup, type RadioOption } from '@/components/ui/radio-group'

/** Some free times under one legend. */
export type TimeGroup = { legend: string; layout: 'cards' | 'chips'; options: RadioOption[] }

/**
 * Free times in groups that are one question, called `time`: of all of them one is chosen, and arrow keys go through all. A second list
 * on the page counts on from the first: `from`, so that one alone carries the id that the error summary links to.
 */
export function TimeChoice({
  groups,
  from = 0,
  chosen,
}: {
  groups: TimeGroup[]
  from?: number
  /** To begin with. */
  chosen?: string | undefined
}) {
  const { id, error, typed } = useField('time')
  return groups.map(({ legend, layout, options }, at) => (
    <RadioGroup
      key={legend}
      id={from + at === 0 ? id : `${id}-${from + at}`}
      name="time"
      label={legend}
      layout={layout}
      options={options}
      error={from + at === 0 ? error : undefined}
      defaultValue={typed ? typed() : chosen}
    />
  ))
}
