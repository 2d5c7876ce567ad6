import { boxStyle, describe, Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { SECTIONS } from '@/lib/notes/rules'
import { FOLLOW_UPS, type NoteContent } from '@/lib/notes/schema'
import { FOLLOW_UP_WORDS, SECTION_WORDS } from '@/lib/notes/text'

/** Everything that can be written in a note. The boxes keep their own text: nothing is rendered while somebody types. */
export function NoteFields({ content, errors }: { content: NoteContent; errors: Record<string, string> }) {
  return (
    <>
      <Field id="chiefComplaint" label="Chief complaint" error={errors.chiefComplaint}>
        <input
          id="chiefComplaint"
          name="chiefComplaint"
          defaultValue={content.chiefComplaint}
          autoComplete="off"
          className={`${boxStyle} w-full`}
          {...describe('chiefComplaint', { error: errors.chiefComplaint })}
        />
      </Field>
      {SECTIONS.map((section) => {
        const { label, hint } = SECTION_WORDS[section]
        const error = errors[section]
        return (
          <Field key={section} id={section} label={label} hint={hint} error={error}>
            <textarea
              id={section}
              name={section}
              defaultValue={content[section]}
              rows={3}
              className={`${boxStyle} field-sizing-content max-h-[60vh] min-h-20 w-full py-2`}
              {...describe(section, { hint, error })}
            />
          </Field>
        )
      })}
      <div className="flex flex-wrap gap-4">
        <Select
          id="followUp"
          name="followUp"
          label="Follow-up"
          defaultValue={content.followUp}
          options={FOLLOW_UPS.map((value) => ({ value, label: FOLLOW_UP_WORDS[value] }))}
        />
        <div className="min-w-60 grow">
          <Field id="followUpFor" label="For" error={errors.followUpFor}>
            <input
              id="followUpFor"
              name="followUpFor"
              defaultValue={content.followUpFor}
              autoComplete="off"
              className={`${boxStyle} w-full`}
              {...describe('followUpFor', { error: errors.followUpFor })}
            />
          </Field>
        </div>
      </div>
    </>
  )
}
