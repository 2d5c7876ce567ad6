'use client'

import { FormField } from '@/components/form/fields'

/** Until when cancelling is free, and what it costs after. `instead`: of whose policy this is one's own; without it it is the clinic's. */
export function CancellationFields({
  hours,
  fee,
  currency,
  instead,
}: {
  hours: string
  fee: string
  currency: string
  instead?: string
}) {
  const hint = instead && `Leave empty for ${instead}`
  return (
    <>
      <FormField
        name="cancelNoticeHours"
        label="Cancelling is free until (hours before)"
        hint={hint}
        defaultValue={hours}
        optional={Boolean(instead)}
        width="short"
        inputMode="numeric"
      />
      <FormField
        name="lateCancelFeeCents"
        label={`Fee for cancelling later (${currency})`}
        hint={hint}
        defaultValue={fee}
        optional={Boolean(instead)}
        width="short"
        inputMode="decimal"
      />
    </>
  )
}
