'use client'

import type { ComponentProps } from 'react'
import { Select } from '@/components/ui/select'
import { useField } from './form-context'

/** A Select that belongs to an ActionForm. */
export function FormSelect({
  defaultValue,
  ...props
}: Omit<ComponentProps<typeof Select>, 'id' | 'error'> & { name: string }) {
  const { id, error, typed } = useField(props.name)
  return <Select {...props} id={id} error={error} defaultValue={typed ? typed() : defaultValue} />
}
