import { FormCheckboxes } from '@/components/form/fields'
import { FormFile } from '@/components/form/file-field'
import { controlOf } from '@/lib/intake/rules/answers'
import type { Answer } from '@/lib/intake/schema/answers'
import type { AskedQuestion } from '@/lib/intake/schema/definition'
import { filesOf } from '@/lib/intake/text/words'

/** A question that is answered with files: one is added at a time, and what is there can be taken away. */
export function FileQuestion({ question, answer }: { question: AskedQuestion; answer: Answer | undefined }) {
  const { id, label, hint, isOptional } = question
  const files = filesOf(answer)
  return (
    <>
      <FormFile
        name={controlOf(id)}
        label={files.length > 0 ? `${label}: another file` : label}
        hint={[hint, 'PDF, JPEG or PNG, up to 10 MB.'].filter(Boolean).join(' ')}
        optional={isOptional || files.length > 0}
      />
      {files.length > 0 && (
        <FormCheckboxes
          name="gone"
          label={`${label}: sent already`}
          hint="Tick what you want to take away again"
          options={files.map((file) => ({ value: file.id, label: `Take away ${file.name}` }))}
        />
      )}
    </>
  )
}
