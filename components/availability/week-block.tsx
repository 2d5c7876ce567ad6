'use client'

import { Trash2 } from 'lucide-react'
import { FormCheckboxes, FormField, FormSelect } from '@/components/form/fields'
import { useField } from '@/components/form/form-context'
import { Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'

/** What a block can be chosen from: values and labels. */
export type BlockChoices = {
  places: { value: string; label: string }[]
  services: { value: string; label: string }[]
}

/** A block of the week as its boxes hold it; `key` is its number in the form. */
export type BlockRow = {
  key: number
  weekday: number
  from?: string
  to?: string
  locationId?: string | undefined
  serviceIds?: string[]
  validFrom?: string | undefined
  validUntil?: string | undefined
  isLimited?: boolean
  isNew?: boolean
}

/** One block of a day: from, to, where; and, behind a disclosure, for which dates and services only. */
export function WeekBlock({
  row,
  label,
  isFirst,
  remove,
  places,
  services,
}: {
  row: BlockRow
  label: string
  /** The labels of the first block of a day are seen; below it they are read. */
  isFirst: boolean
  remove?: (() => void) | undefined
} & BlockChoices) {
  const name = (part: string) => `blocks.${row.key}.${part}`
  const head = (text: string) => (isFirst ? text : <span className="sr-only">{text}</span>)
  const { errors } = useField(name('validUntil'))
  const isWrong = ['validFrom', 'validUntil', 'serviceIds'].some((part) => errors[name(part)])
  const limits = [
    row.validFrom && `from ${row.validFrom}`,
    row.validUntil && `until ${row.validUntil}`,
    row.serviceIds?.length && 'some services',
  ].filter(Boolean)
  return (
    <fieldset>
      <legend className="sr-only">{label}</legend>
      <input type="hidden" name={name('weekday')} value={row.weekday} />
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <FormField
          name={name('from')}
          type="time"
          label={head('From')}
          width="medium"
          defaultValue={row.from}
          autoFocus={row.isNew}
        />
        <FormField name={name('to')} type="time" label={head('To')} width="medium" defaultValue={row.to} />
        <FormSelect
          name={name('locationId')}
          label={head('Place')}
          options={places}
          defaultValue={row.locationId}
        />
        <div className="min-h-(--control) content-center has-[details[open]]:basis-full">
          <Disclosure
            open={isWrong || undefined}
            summary={
              <>
                {limits.length > 0 ? `Only ${limits.join(', ')}` : 'All dates and services'}
                <span className="sr-only"> for {label}</span>
              </>
            }
          >
            <div className="flex flex-wrap gap-x-3 gap-y-2">
              <FormField
                name={name('validFrom')}
                type="date"
                label="From date"
                optional
                width="medium"
                defaultValue={row.validFrom}
              />
              <FormField
                name={name('validUntil')}
                type="date"
                label="Until date"
                optional
                width="medium"
                defaultValue={row.validUntil}
              />
            </div>
            {services.length > 1 && (
              <FormCheckboxes
                name={name('serviceIds')}
                label="Only these services"
                hint="None ticked: all of them"
                options={services}
                defaultValues={row.serviceIds ?? []}
              />
            )}
          </Disclosure>
        </div>
        {remove && (
          <Button kind="quiet" onClick={remove}>
            <Trash2 aria-hidden className="size-4" />
            Remove<span className="sr-only"> {label}</span>
          </Button>
        )}
      </div>
    </fieldset>
  )
}
