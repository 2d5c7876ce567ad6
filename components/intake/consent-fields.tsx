import { FormCheckboxes, FormField, FormRadioGroup, FormSelect } from '@/components/form/fields'
import type { ConsentQuestion } from '@/lib/intake/schema/definition'
import { RELATIONSHIP_WORDS } from '@/lib/intake/text/words'

/** Each text that is agreed to, in full, with its box. */
export function ConsentTexts({ consents }: { consents: ConsentQuestion[] }) {
  return consents.map(({ id, title, text, label }) => (
    <section key={id} className="flex flex-col gap-3" aria-labelledby={`consent-${id}`}>
      <h2 id={`consent-${id}`} className="font-semibold text-heading">
        {title}
      </h2>
      <div className="whitespace-pre-line rounded-card border border-line bg-surface p-(--gutter)">
        {text}
      </div>
      <FormCheckboxes name={`agree.${id}`} label={title} quietLegend options={[{ value: 'yes', label }]} />
    </section>
  ))
}

/** Who agrees. */
export function WhoAgrees({ isChild }: { isChild: boolean }) {
  return (
    <>
      <FormRadioGroup
        name="who"
        label="Who agrees?"
        defaultValue={isChild ? 'other' : undefined}
        options={[
          { value: 'patient', label: 'The patient' },
          { value: 'other', label: 'Somebody for the patient', hint: 'A parent, guardian or carer' },
        ]}
      />
      <FormSelect
        name="relationship"
        label="If you agree for the patient: what are you to them?"
        optional
        options={[
          { value: '', label: 'Choose' },
          ...Object.entries(RELATIONSHIP_WORDS).map(([value, label]) => ({ value, label })),
        ]}
      />
      <FormField
        name="name"
        label="Full name of whoever agrees"
        hint="Typing it counts as a signature"
        autoComplete="name"
        spellCheck={false}
      />
    </>
  )
}
