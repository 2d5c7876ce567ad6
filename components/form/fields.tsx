'use client'

import type { ComponentProps } from 'react'
import { DateOfBirth, type DatePart } from '@/components/ui/date-of-birth'
import { RadioGroup } from '@/components/ui/radio-group'
import { TextInput } from '@/components/ui/text-input'
import { Textarea } from '@/components/ui/textarea'
import { useField } from './form-context'

// The controls of components/ui inside an ActionForm: id, error and what was typed come from the form.
type InForm<Props> = Omit<Props, 'id' | 'error'> & { name: string }

/** A TextInput that belongs to an ActionForm. */
export function FormField({ defaultValue, ...props }: InForm<ComponentProps<typeof TextInput>>) {
  const { id, error, typed } = useField(props.name)
  return <TextInput {...props} id={id} error={error} defaultValue={typed ? typed() : defaultValue} />
}

/** A Textarea that belongs to an ActionForm. */
export function FormTextarea({ defaultValue, ...props }: InForm<ComponentProps<typeof Textarea>>) {
  const { id, error, typed } = useField(props.name)
  return <Textarea {...props} id={id} error={error} defaultValue={typed ? typed() : defaultValue} />
}

/** A RadioGroup that belongs to an ActionForm. */
export function FormRadioGroup({ defaultValue, ...props }: InForm<ComponentProps<typeof RadioGroup>>) {
  const { id, error, typed } = useField(props.name)
  return <RadioGroup {...props} id={id} error={error} defaultValue={typed ? typed() : defaultValue} />
}

/** A DateOfBirth that belongs to an ActionForm. Errors may be keyed `name` or, to blame one box, `name.month`. */
export function FormDateOfBirth({
  defaultValue,
  ...props
}: Omit<InForm<ComponentProps<typeof DateOfBirth>>, 'wrong'>) {
  const { name } = props
  const { id, error, errors, typed } = useField(name)
  const wrong = (['day', 'month', 'year'] satisfies DatePart[]).find((part) => errors[`${name}.${part}`])
  return (
    <DateOfBirth
      {...props}
      id={id}
      error={error ?? (wrong && errors[`${name}.${wrong}`])}
      wrong={error ? undefined : wrong}
      defaultValue={
        typed
          ? { day: typed(`${name}.day`), month: typed(`${name}.month`), year: typed(`${name}.year`) }
          : defaultValue
      }
    />
  )
}
