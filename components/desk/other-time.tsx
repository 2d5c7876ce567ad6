'use client'

import { FormField } from '@/components/form/fields'
import { useField } from '@/components/form/form-context'
import { FormSelect } from '@/components/form/form-select'
import { Disclosure } from '@/components/ui/disclosure'

/**
 * A time that is not offered, typed by staff, and why the rules against it are set aside. Without a reason the answer says which rule it
 * breaks, and nothing is booked.
 */
export function OtherTime({
  practitioners,
  chosen,
}: {
  practitioners: { value: string; label: string }[]
  chosen?: string | undefined
}) {
  const { typed } = useField('otherDate')
  return (
    <Disclosure summary="Another time, or over another appointment" open={typed && typed() !== ''}>
      <p className="text-muted">
        Typed here, it goes before the times above. If a rule is against it, you are told which; give a reason
        to set it aside.
      </p>
      <div className="flex flex-wrap gap-4">
        <FormField name="otherDate" label="Date" type="date" width="medium" />
        <FormField name="otherTime" label="Time" type="time" width="short" />
        <FormSelect name="otherWith" label="With" options={practitioners} defaultValue={chosen} />
      </div>
      <FormField
        name="overbookReason"
        label="Why the rules are set aside"
        hint="Shown on the day’s list and in the history"
        optional
      />
    </Disclosure>
  )
}
