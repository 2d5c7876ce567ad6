'use client'

import { useContext } from 'react'
import { ActionForm } from '@/components/form/action-form'
import { FormField } from '@/components/form/fields'
import { FormContext } from '@/components/form/form-context'
import { SubmitButton } from '@/components/form/submit-button'
import { Section } from '@/components/ui/section'
import { measureAction } from '@/lib/chart/actions'

const FIELDS = [
  { name: 'temperature', label: 'Temperature, °C' },
  { name: 'pressure', label: 'Blood pressure, mmHg' },
  { name: 'pulse', label: 'Pulse, per minute' },
  { name: 'respiration', label: 'Respiration, per minute' },
  { name: 'oxygen', label: 'Oxygen saturation, %' },
  { name: 'weight', label: 'Weight, kg' },
  { name: 'height', label: 'Height, cm' },
]

/** What was measured at one moment: any of it, in the order in which it is done. Values that are unusual are asked about, not refused. */
export function MeasureForm({ patientId }: { patientId: string }) {
  return (
    <Section id="form" title="New measurements">
      <ActionForm
        action={measureAction}
        done={<p className="mb-3 text-ok">Added to the chart.</p>}
        className="flex flex-col gap-4"
      >
        <input type="hidden" name="patientId" value={patientId} />
        <div className="grid grid-cols-2 items-end gap-3">
          {FIELDS.map(({ name, label }) => (
            <FormField
              key={name}
              name={name}
              label={label}
              width="short"
              autoComplete="off"
              inputMode={name === 'pressure' ? 'text' : 'decimal'}
            />
          ))}
        </div>
        <p className="text-muted text-small">
          Blood pressure like 120/80. Leave out what was not measured; without a date and time, it was now.
        </p>
        <div className="grid grid-cols-2 items-end gap-3">
          <FormField name="takenOn" type="date" label="Date" optional width="medium" />
          <FormField name="takenAt" type="time" label="Time" optional width="short" />
        </div>
        <Buttons />
      </ActionForm>
    </Section>
  )
}

function Buttons() {
  const { state } = useContext(FormContext)
  const isUnusual = state.status === 'refused' && state.code === 'unusual_values'
  return (
    <div className="flex flex-wrap gap-2">
      <SubmitButton>Add measurements</SubmitButton>
      {isUnusual && (
        <SubmitButton kind="secondary" name="isRight" value="on">
          They are right: add them
        </SubmitButton>
      )}
    </div>
  )
}
