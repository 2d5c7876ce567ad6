import { FormCheckbox, FormField, FormRadioGroup } from '@/components/form/fields'
import { FormSection } from '@/components/form/form-section'
import type { ServiceSettings } from '@/lib/clinics/queries/setting-up'

/** A number as it is typed. */
export function NumberField({
  value,
  isMoney,
  ...field
}: {
  name: string
  label: string
  value?: number | string | null | undefined
  hint?: string
  optional?: boolean
  isMoney?: boolean
}) {
  return (
    <FormField
      {...field}
      width="short"
      inputMode={isMoney ? 'decimal' : 'numeric'}
      autoComplete="off"
      defaultValue={String(value ?? '')}
    />
  )
}

/** When, by whom and how often a service can be booked. A new one begins with what most clinics have. */
export function ServiceRules({ service }: { service: ServiceSettings | undefined }) {
  return (
    <>
      <FormSection title="Around each visit" lead="Time that patients do not see, and when visits may begin.">
        <NumberField
          name="bufferBeforeMinutes"
          label="Kept free before (minutes)"
          value={service?.bufferBeforeMinutes ?? 0}
        />
        <NumberField
          name="bufferAfterMinutes"
          label="Kept free after (minutes)"
          value={service?.bufferAfterMinutes ?? 0}
        />
        <NumberField
          name="gridMinutes"
          label="Visits begin every (minutes)"
          hint="Counted from the start of the hours"
          value={service?.gridMinutes ?? 20}
        />
      </FormSection>
      <FormSection title="When patients may book">
        <NumberField
          name="noticeMinutes"
          label="Notice (minutes)"
          hint="The shortest time between booking online and the visit. 120 is two hours, 1440 a day."
          value={service?.noticeMinutes ?? 120}
        />
        <FormRadioGroup
          name="insideNotice"
          label="Free times inside the notice"
          defaultValue={service?.insideNotice ?? 'contact'}
          options={[
            { value: 'contact', label: 'Show them with “contact the clinic to book”' },
            { value: 'hide', label: 'Hide them' },
          ]}
        />
        <NumberField name="horizonDays" label="How far ahead (days)" value={service?.horizonDays ?? 90} />
      </FormSection>
      <WhoMayBook service={service} />
      <FormSection title="How many">
        <NumberField
          name="dailyCap"
          label="Most a day for each practitioner"
          optional
          value={service?.dailyCap}
        />
        <NumberField
          name="upcomingLimit"
          label="Most a patient may have to come"
          optional
          value={service?.upcomingLimit}
        />
        <NumberField
          name="capacity"
          label="Seats"
          hint="1 for a visit of one’s own; more for a group session"
          value={service?.capacity ?? 1}
        />
      </FormSection>
      <FormSection title="Approval">
        <FormCheckbox
          name="requiresApproval"
          label="Somebody at the clinic accepts each booking first"
          defaultChecked={service?.requiresApproval ?? false}
        />
        <NumberField
          name="requestHours"
          label="A request nobody answers ends after (hours)"
          value={service?.requestHours ?? 48}
        />
      </FormSection>
    </>
  )
}

function WhoMayBook({ service }: { service: ServiceSettings | undefined }) {
  return (
    <FormSection title="Who may book it" lead="Whether new patients are taken is set for each practitioner.">
      <NumberField
        name="minimumAgeYears"
        label="Youngest age (years)"
        optional
        value={service?.minimumAgeYears}
      />
      <NumberField
        name="maximumAgeYears"
        label="Oldest age (years)"
        optional
        value={service?.maximumAgeYears}
      />
      <FormCheckbox
        name="requiresReferral"
        label="Only with a referral"
        defaultChecked={service?.requiresReferral ?? false}
      />
      <FormCheckbox
        name="requiresInitialFirst"
        label="A follow-up only after a first visit"
        defaultChecked={service?.requiresInitialFirst ?? false}
      />
    </FormSection>
  )
}
