import { ActionForm } from '@/components/form/action-form'
import { FormField, FormSelect } from '@/components/form/fields'
import { SubmitButton } from '@/components/form/submit-button'
import { Section } from '@/components/ui/section'
import { savePersonalAction } from '@/lib/chart/actions'
import type { ChartPatient } from '@/lib/chart/queries/chart'
import { SEXES } from '@/lib/chart/schema'
import { SEX_WORDS } from '@/lib/chart/text'

/** Sex as recorded at birth, and pronouns. */
export function PersonalForm({ patient: { id, sex, pronouns } }: { patient: ChartPatient }) {
  return (
    <Section id="personal" title="Sex and pronouns">
      <ActionForm
        prefix="personal-"
        action={savePersonalAction}
        done={<p className="mb-3 text-ok">Saved.</p>}
        className="flex flex-wrap items-end gap-4"
      >
        <input type="hidden" name="patientId" value={id} />
        {/* A list does not follow its default; the form begins again from what is kept. */}
        <FormSelect
          key={sex}
          name="sex"
          label="Sex recorded at birth"
          defaultValue={sex ?? ''}
          options={[
            { value: '', label: 'Not recorded' },
            ...SEXES.map((value) => ({ value, label: SEX_WORDS[value] })),
          ]}
        />
        <FormField
          name="pronouns"
          label="Pronouns"
          optional
          width="medium"
          autoComplete="off"
          defaultValue={pronouns ?? ''}
        />
        <SubmitButton kind="secondary">Save</SubmitButton>
      </ActionForm>
    </Section>
  )
}
