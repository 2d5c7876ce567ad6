import {
  FormCheckboxes,
  FormDateOfBirth,
  FormField,
  FormRadioGroup,
  FormTextarea,
} from '@/components/form/fields'
import { controlOf, partsOf } from '@/lib/intake/rules/answers'
import type { Answer } from '@/lib/intake/schema/answers'
import type { AskedQuestion } from '@/lib/intake/schema/definition'
import { FileQuestion } from './file-question'

/** One question of a form with its control, filled in with what was answered before. */
export function QuestionField({ question, answer }: { question: AskedQuestion; answer: Answer | undefined }) {
  const { id, label, hint, isOptional } = question
  const text = answer === undefined ? undefined : String(answer)
  const words = { name: controlOf(id), label, hint, optional: isOptional }
  switch (question.type) {
    case 'text':
      return <FormField {...words} defaultValue={text} autoComplete="off" />
    case 'long_text':
      return <FormTextarea {...words} defaultValue={text} autoComplete="off" rows={4} />
    case 'choice':
      return <FormRadioGroup {...words} options={question.options} defaultValue={text} />
    case 'many_choices':
      return (
        <FormCheckboxes
          {...words}
          hint={hint ?? 'Choose all that apply'}
          options={question.options}
          defaultValues={Array.isArray(answer) ? answer : undefined}
        />
      )
    case 'scale':
      return <Scale question={question} name={words.name} defaultValue={text} />
    case 'date':
      return (
        <FormDateOfBirth
          {...words}
          isOther
          hint={hint ?? 'For example 24 11 2020'}
          defaultValue={text ? partsOf(text) : undefined}
        />
      )
    case 'number':
      return (
        <FormField
          {...words}
          label={question.unit ? `${label} (${question.unit})` : label}
          defaultValue={text}
          inputMode={question.decimals > 0 ? 'decimal' : 'numeric'}
          autoComplete="off"
          width="short"
        />
      )
    case 'file':
      return <FileQuestion question={question} answer={answer} />
  }
}

function Scale({
  question,
  name,
  defaultValue,
}: {
  question: Extract<AskedQuestion, { type: 'scale' }>
  name: string
  defaultValue: string | undefined
}) {
  const { label, hint, isOptional, min, max, minLabel, maxLabel } = question
  const ends = [minLabel && `${min} is “${minLabel}”`, maxLabel && `${max} is “${maxLabel}”`].filter(Boolean)
  return (
    <FormRadioGroup
      name={name}
      label={label}
      hint={[hint, ends.join(', ')].filter(Boolean).join(' ') || undefined}
      optional={isOptional}
      layout="scale"
      options={Array.from({ length: max - min + 1 }, (_, n) => ({
        value: String(min + n),
        label: String(min + n),
      }))}
      defaultValue={defaultValue}
    />
  )
}
