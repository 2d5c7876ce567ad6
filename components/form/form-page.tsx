import type { ComponentProps } from 'react'
import { PageBody, PageHeading } from '@/components/shell/page'
import { ActionForm } from './action-form'

/** A page that is one form: way back, error summary, heading, fields, in that order. */
export function FormPage<T>({
  title,
  lead,
  step,
  back,
  aside,
  ...form
}: Omit<ComponentProps<typeof PageBody>, 'children'> &
  ComponentProps<typeof PageHeading> &
  Omit<ComponentProps<typeof ActionForm<T>>, 'heading'>) {
  return (
    <PageBody back={back} aside={aside}>
      <ActionForm<T> {...form} heading={<PageHeading title={title} lead={lead} step={step} />} />
    </PageBody>
  )
}
