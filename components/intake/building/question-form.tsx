import { FormCheckbox, FormField, FormSelect, FormTextarea } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'

import { SubmitButton } from '@/components/form/submit-button'
import { saveQuestionAction } from '@/lib/intake/actions'
import { optionLines } from '@/lib/intake/rules/building'
import type { Definition, Question, QuestionType } from '@/lib/intake/schema/definition'
import { SECTION_WORDS, TYPE_WORDS, titleOf } from '@/lib/intake/text/building'
import { ConditionFields } from './condition-fields'

/** A question of a draft, new or there already, with the fields its type has. */
export function QuestionForm({
  formId,
  seen,
  definition,
  type,
  question,
}: {
  formId: string
  seen: string
  definition: Definition
  type: QuestionType
  question?: Question
}) {
  const hidden = { formId, seen, type, ...(question && { questionId: question.id }) }
  return (
    <FormPage
      title={question ? titleOf(question) : `Add: ${TYPE_WORDS[type].toLowerCase()}`}
      back={{ href: `/admin/forms/${formId}`, say: 'The form' }}
      action={saveQuestionAction}
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {type === 'section' || type === 'consent' ? (
        <TitledFields type={type} question={question} />
      ) : (
        <AskedFields type={type} question={question} />
      )}
      <ConditionFields definition={definition} question={question} />
      <SubmitButton>{question ? 'Save' : 'Add'}</SubmitButton>
    </FormPage>
  )
}

type Fields = { type: QuestionType; question: Question | undefined }

function TitledFields({ type, question }: Fields) {
  const section = question?.type === 'section' ? question : undefined
  const consent = question?.type === 'consent' ? question : undefined
  return (
    <>
      <FormField name="title" label="Title" defaultValue={section?.title ?? consent?.title} />
      {type === 'section' ? (
        <FormTextarea
          name="lead"
          label="Under the title"
          optional
          rows={2}
          defaultValue={section?.lead}
          hint="A section is a page of its own"
        />
      ) : (
        <>
          <FormTextarea
            name="text"
            label="The text that is agreed to"
            rows={8}
            defaultValue={consent?.text}
            hint="Shown in full. Whoever agreed to an older version agreed to that one."
          />
          <FormField
            name="label"
            label="Beside the box"
            hint="For example “I agree to the treatment”"
            defaultValue={consent?.label}
          />
        </>
      )}
    </>
  )
}

function AskedFields({ type, question }: Fields) {
  const asked = question && question.type !== 'section' && question.type !== 'consent' ? question : undefined
  return (
    <>
      <FormField name="label" label="Question" defaultValue={asked?.label} />
      <FormField name="hint" label="Hint" optional defaultValue={asked?.hint} />
      <TypeFields type={type} question={asked} />
      <FormCheckbox
        name="isOptional"
        label="Need not be answered"
        defaultChecked={asked?.isOptional ?? false}
      />
      {type !== 'file' && type !== 'date' && type !== 'scale' && type !== 'number' && (
        <FormSelect
          name="mapsTo"
          label="Propose the answer to the chart"
          hint="A clinician accepts it or not"
          optional
          defaultValue={asked?.mapsTo ?? ''}
          options={[
            { value: '', label: 'No' },
            ...Object.entries(SECTION_WORDS).map(([value, label]) => ({ value, label })),
          ]}
        />
      )}
    </>
  )
}

function TypeFields({ type, question }: Fields) {
  if (type === 'choice' || type === 'many_choices')
    return (
      <FormTextarea
        name="options"
        label="Answers"
        hint="Each on a line of its own. Begin with - the one that goes with no other (“- None of these”), and with ! those that staff have to look at before the visit."
        rows={6}
        defaultValue={question && optionLines(question)}
      />
    )
  if (type === 'scale' || type === 'number') return <NumberFields type={type} question={question} />
  if (type === 'date')
    return (
      <FormCheckbox
        name="isPast"
        label="Is in the past"
        defaultChecked={question?.type === 'date' && question.isPast}
      />
    )
  const flag = question && 'redFlag' in question ? question.redFlag : undefined
  return (
    <FormCheckbox
      name="warnIfAnswered"
      label="Staff have to look at it before the visit"
      defaultChecked={flag?.is === 'answered'}
    />
  )
}

const short = { inputMode: 'decimal', width: 'short', autoComplete: 'off', optional: true } as const
const textOf = (value: number | undefined) => (value === undefined ? undefined : String(value))

function NumberFields({ type, question }: Fields) {
  const scale = question?.type === 'scale' ? question : undefined
  const number = question?.type === 'number' ? question : undefined
  const flag = scale?.redFlag ?? number?.redFlag
  return (
    <>
      {type === 'scale' ? (
        <>
          <FormField {...short} name="min" label="Least" defaultValue={textOf(scale?.min ?? 0)} />
          <FormField {...short} name="max" label="Most" defaultValue={textOf(scale?.max ?? 10)} />
          <FormField name="minLabel" label="Words for the least" optional defaultValue={scale?.minLabel} />
          <FormField name="maxLabel" label="Words for the most" optional defaultValue={scale?.maxLabel} />
        </>
      ) : (
        <>
          <FormField {...short} name="min" label="Least" defaultValue={textOf(number?.min)} />
          <FormField {...short} name="max" label="Most" defaultValue={textOf(number?.max)} />
          <FormField {...short} inputMode="text" name="unit" label="Unit" defaultValue={number?.unit} />
          <FormField
            {...short}
            name="decimals"
            label="Digits after the point"
            defaultValue={textOf(number?.decimals ?? 0)}
          />
        </>
      )}
      <FormField
        {...short}
        name="warnFrom"
        label="Staff look at it from"
        defaultValue={flag?.is === 'atLeast' ? textOf(flag.value) : undefined}
      />
      <FormField
        {...short}
        name="warnUpTo"
        label="Staff look at it up to"
        defaultValue={flag?.is === 'atMost' ? textOf(flag.value) : undefined}
      />
    </>
  )
}
