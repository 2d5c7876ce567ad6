import { FormField, FormRadioGroup } from '@/components/form/fields'
import { printMoney } from '@/lib/money'

/** Inside the notice: the late fee applies, or is let go with a reason. Nothing where none is due. */
export function LateFee({ dueCents, currency }: { dueCents: number; currency: string }) {
  if (dueCents === 0) return null
  const fee = printMoney(dueCents, currency)
  return (
    <>
      <FormRadioGroup
        name="fee"
        label={`Cancelling now costs ${fee} by the clinic’s policy`}
        options={[
          { value: 'waive', label: 'Waive it', hint: 'The patient pays nothing' },
          { value: 'charge', label: `Charge ${fee}` },
        ]}
      />
      <FormField name="feeWaivedBecause" label="Why it is waived" hint="Kept with the appointment" optional />
    </>
  )
}
