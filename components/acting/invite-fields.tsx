import { FormCheckboxes, FormField, FormRadioGroup } from '@/components/form/fields'
import { RELATIONSHIP_WORDS, SCOPE_WORDS } from '@/lib/acting/text'
import { RELATIONSHIPS, SCOPES } from '@/lib/people/schema'

/** Whom the desk asks to act for a patient, what they are to them, and what they may do. */
export function InviteFields({ isOwned, email }: { isOwned: boolean; email: string | null }) {
  const offered = RELATIONSHIPS.filter((relationship) => !(isOwned && relationship === 'self'))
  return (
    <>
      <FormRadioGroup
        name="relationship"
        label="Who is it?"
        options={offered.map((value) => ({
          value,
          label: RELATIONSHIP_WORDS[value],
          hint: value === 'self' ? 'They take over the record that the desk made' : undefined,
        }))}
      />
      <FormField
        name="email"
        type="email"
        label="Email address"
        hint={email ? `The patient’s own is ${email}.` : undefined}
        autoComplete="off"
        spellCheck={false}
      />
      <FormCheckboxes
        name="scopes"
        label="What they may do"
        hint="The patient themselves may do all of it."
        defaultValues={['book', 'forms']}
        options={SCOPES.map((value) => ({
          value,
          label: SCOPE_WORDS[value].name,
          hint: SCOPE_WORDS[value].does,
        }))}
      />
      <FormField
        name="until"
        type="date"
        label="Last day (optional)"
        hint="Left empty, it lasts until somebody ends it."
        width="medium"
      />
    </>
  )
}
