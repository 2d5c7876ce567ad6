import { FormCheckbox, FormField, FormSelect, FormTextarea } from '@/components/form/fields'
import { canBeConfidential } from '@/lib/chart/rules'
import { HISTORY_KINDS, type Section, SEVERITIES, type Written } from '@/lib/chart/schema'
import { HISTORY_WORDS, SEVERITY_WORDS } from '@/lib/chart/text'

/** What is asked of an entry of a section: the one thing it is, first, and what else is known of it. */
export function EntryFields({
  section,
  written,
  isConfidential = false,
}: {
  section: Section
  /** What it says so far. */
  written?: Written | undefined
  isConfidential?: boolean
}) {
  const before = (written?.content ?? {}) as Record<string, string | undefined>
  return (
    <>
      <OwnFields section={section} before={before} />
      {canBeConfidential(section) && (
        <FormCheckbox
          name="isConfidential"
          label="Confidential"
          hint="Seen by whoever wrote it and by those who sign notes; never exported"
          defaultChecked={isConfidential}
        />
      )}
    </>
  )
}

function OwnFields({ section, before }: { section: Section; before: Record<string, string | undefined> }) {
  const line = (name: string, label: string, more: { optional?: boolean; hint?: string } = {}) => (
    <FormField name={name} label={label} defaultValue={before[name]} autoComplete="off" {...more} />
  )
  switch (section) {
    case 'allergy':
      return (
        <>
          {line('substance', 'Allergic to')}
          {line('reaction', 'Reaction', { optional: true })}
          <FormSelect
            name="severity"
            label="Severity"
            optional
            defaultValue={before.severity ?? ''}
            options={choices(SEVERITIES, SEVERITY_WORDS)}
          />
        </>
      )
    case 'medicine':
      return (
        <>
          {line('name', 'Medicine')}
          {line('dose', 'Dose', { optional: true, hint: 'Like 0.5 mg' })}
          {line('directions', 'Directions', { optional: true, hint: 'Like 1 tablet twice a day' })}
          {line('reason', 'What it is for', { optional: true })}
        </>
      )
    case 'problem':
      return (
        <>
          {line('name', 'Problem')}
          {line('since', 'Since', { optional: true, hint: 'A year, a month, an age' })}
          {line('remark', 'Remark', { optional: true })}
        </>
      )
    case 'history':
      return (
        <>
          <FormSelect
            name="kind"
            label="Kind"
            defaultValue={before.kind ?? 'medical'}
            options={choices(HISTORY_KINDS, HISTORY_WORDS).slice(1)}
          />
          <FormTextarea name="text" label="What happened" rows={3} defaultValue={before.text} />
          {line('when', 'When', { optional: true })}
        </>
      )
    case 'next_of_kin':
      return (
        <>
          {line('name', 'Name')}
          {line('relationship', 'Relationship', { optional: true })}
          {line('phone', 'Phone')}
        </>
      )
    case 'private_note':
      return <FormTextarea name="text" label="Your note" rows={5} defaultValue={before.text} />
    default:
      return line('text', 'Alert', { hint: 'Shown to everybody who opens this chart' })
  }
}

/** The choices of a list, none of them first. */
function choices<V extends string>(values: readonly V[], words: Record<V, string>) {
  return [{ value: '', label: 'Not known' }, ...values.map((value) => ({ value, label: words[value] }))]
}
