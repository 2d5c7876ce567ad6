import { FormCheckboxes, FormField, FormSelect } from '@/components/form/fields'

import { Disclosure } from '@/components/ui/disclosure'
import type { Definition, Question } from '@/lib/intake/schema/definition'

/** When a question is asked: always, or after certain answers to an earlier one. */
export function ConditionFields({
  definition,
  question,
}: {
  definition: Definition
  question: Question | undefined
}) {
  const place = question ? definition.questions.findIndex(({ id }) => id === question.id) : undefined
  const earlier = definition.questions.slice(0, place)
  const choices = earlier.flatMap((one) =>
    one.type === 'choice' || one.type === 'many_choices'
      ? one.options.map(({ value, label }) => ({
          value: `${one.id}=${value}`,
          label: `${one.label}: ${label}`,
        }))
      : [],
  )
  const numbers = earlier.filter(({ type }) => type === 'number' || type === 'scale')
  if (choices.length === 0 && numbers.length === 0) return null
  const { question: source, when } = question?.showIf ?? {}
  const isNumber = when?.is === 'atLeast' || when?.is === 'atMost'
  return (
    <Disclosure summary="When it is asked" open={question?.showIf !== undefined}>
      <p className="text-muted text-small">
        Always, unless you choose answers here. They have to be on an earlier page.
      </p>
      {choices.length > 0 && (
        <FormCheckboxes
          name="after"
          label="Only after one of these answers"
          hint="All of the same question"
          options={choices}
          defaultValues={when?.is === 'anyOf' ? when.values.map((value) => `${source}=${value}`) : []}
        />
      )}
      {numbers.length > 0 && (
        <>
          <FormSelect
            name="afterNumber"
            label="Or only after a number"
            optional
            defaultValue={isNumber ? source : ''}
            options={[
              { value: '', label: 'No' },
              ...numbers.map((one) => ({ value: one.id, label: 'label' in one ? one.label : one.id })),
            ]}
          />
          <FormSelect
            name="afterIs"
            label="Which is"
            defaultValue={when?.is === 'atMost' ? 'atMost' : 'atLeast'}
            options={[
              { value: 'atLeast', label: 'at least' },
              { value: 'atMost', label: 'at most' },
            ]}
          />
          <FormField
            name="afterValue"
            label="This"
            optional
            width="short"
            inputMode="decimal"
            defaultValue={isNumber ? String(when.value) : ''}
          />
        </>
      )}
    </Disclosure>
  )
}
