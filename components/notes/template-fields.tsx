import { FormField, FormTextarea } from '@/components/form/fields'
import { SECTIONS } from '@/lib/notes/rules'
import type { TemplateTexts } from '@/lib/notes/schema'
import { SECTION_WORDS } from '@/lib/notes/text'

/** Name and words of a template; what is left empty adds nothing. */
export function TemplateFields({ name, texts }: { name?: string; texts: TemplateTexts }) {
  return (
    <>
      <FormField name="name" label="Name" defaultValue={name} autoComplete="off" />
      <FormField
        name="chiefComplaint"
        label="Chief complaint"
        optional
        defaultValue={texts.chiefComplaint}
        autoComplete="off"
      />
      {SECTIONS.map((section) => (
        <FormTextarea
          key={section}
          name={section}
          label={SECTION_WORDS[section].label}
          optional
          rows={3}
          defaultValue={texts[section]}
        />
      ))}
    </>
  )
}
