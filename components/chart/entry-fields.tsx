import { FormCheckbox, FormField, FormSelect, FormTextarea } from '@/components/form/fields'
import { canBeConfidential } from '@/lib/chart/rules'
import { HISTORY_KINDS, SEVERITIES, type Section, type Written } from '@/lib/chart/schema'
import { HISTORY_WORDS, SEVERITY_WORDS } from '@/lib/chart/text'

/** What is asked of an entry of a section: the one thing it is, first, and what else is known of it. */
export function EntryFields({
  section,
  written,
  isConfidential = false,
}: {
  section: Section
  /** What it says so far; whoever came to change it begins to type at once. */
  written?: Written | undefined
  isConfidential?: boolean
}) {
  const before = (written?.content ?? {}) as Record<string, string | undefined>
  return (
    <>
      <OwnFields section={section} before={before} autoFocus={written !== undefined} />
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

type Own = { section: Section; before: Record<string, string | undefined>; autoFocus: boolean }

function OwnFields({ section, before, autoFocus }: Own) {
  const field = (
    name: string,
    label: string,
    more: { hint?: string; optional?: boolean; autoFocus?: boolean },
  ) => <FormField name={name} label={label} defaultValue={before[name]} autoComplete="off" {...more} />
  const main = (name: string, label: string, hint?: string) =>
    field(name, label, { autoFocus, ...(hint && { hint }) })
  const also = (name: string, label: string, hint?: string) =>
    field(name, label, { optional: true, ...(hint && { hint }) })
  switch (section) {
    case 'allergy':
      return (
        <>
          {main('substance', 'Allergic to')}
          {also('reaction', 'Reaction')}
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
          {main('name', 'Medicine')}
          {also('dose', 'Dose', 'Like 0.5 mg')}
          {also('directions', 'Directions', 'Like 1 tablet twice a day')}
          {also('reason', 'What it is for')}
        </>
      )
    case 'problem':
      return (
        <>
          {main('name', 'Problem')}
          {also('since', 'Since', 'A year, a month, an age')}
          {also('remark', 'Remark')}
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
          <FormTextarea
            name="text"
            label="What happened"
            rows={3}
            defaultValue={before.text}
            autoFocus={autoFocus}
          />
          {also('when', 'When')}
        </>
      )
    case 'next_of_kin':
      return (
        <>
          {main('name', 'Name')}
          {also('relationship', 'Relationship')}
          {field('phone', 'Phone', {})}
        </>
      )
    case 'private_note':
      return (
        <FormTextarea
          name="text"
          label="Your note"
          rows={5}
          defaultValue={before.text}
          autoFocus={autoFocus}
        />
      )
    default:
      return main('text', 'Alert', 'Shown to everybody who opens this chart')
  }
}

/** The choices of a list, none of them first. */
function choices<V extends string>(values: readonly V[], words: Record<V, string>) {
  return [{ value: '', label: 'Not known' }, ...values.map((value) => ({ value, label: words[value] }))]
}
