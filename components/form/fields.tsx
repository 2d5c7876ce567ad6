'use client'

import type { ComponentProps } from 'react'
import { Checkbox, Checkboxes } from '@/components/ui/checkboxes'
import { DateOfBirth, type DatePart } from '@/components/ui/date-of-birth'
import { RadioGroup } from '@/components/ui/radio-group'
import { Select } from '@/components/ui/select'
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

/** A Select that belongs to an ActionForm. */
export function FormSelect({ defaultValue, ...props }: InForm<ComponentProps<typeof Select>>) {
  const { id, error, typed } = useField(props.name)
  return <Select {...props} id={id} error={error} defaultValue={typed ? typed() : defaultValue} />
}

/** Checkboxes that belong to an ActionForm. */
export function FormCheckboxes({ defaultValues, ...props }: InForm<ComponentProps<typeof Checkboxes>>) {
  const { id, error, ticked } = useField(props.name)
  return <Checkboxes {...props} id={id} error={error} defaultValues={ticked ?? defaultValues} />
}

/** A Checkbox that belongs to an ActionForm. */
export function FormCheckbox({ defaultChecked, ...props }: InForm<ComponentProps<typeof Checkbox>>) {
  const { id, ticked } = useField(props.name)
  return <Checkbox {...props} id={id} defaultChecked={ticked ? ticked.length > 0 : defaultChecked} />
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
