'use client'

import { type ChangeEvent, type ComponentProps, useContext, useState } from 'react'
import { FileInput } from '@/components/ui/file-input'
import { FormContext, useField } from './form-context'

const MOST_BYTES = 10_000_000
const TOO_LARGE = 'The file is larger than 10 MB. Send a smaller photo, or a document with fewer pages.'

/**
 * A file in an ActionForm that has an `address`: PDF, JPEG or PNG up to 10 MB. Says at once that a file is too large, which would take long
 * to be told otherwise; everything else the server says, beside it.
 */
export function FormFile({
  hint = 'PDF, JPEG or PNG, up to 10 MB.',
  ...props
}: Omit<ComponentProps<typeof FileInput>, 'id' | 'error' | 'accept' | 'progress' | 'onChange'>) {
  const { id, error } = useField(props.name)
  const { progress, state } = useContext(FormContext)
  const [chosen, choose] = useState<{ isTooLarge: boolean; since: typeof state }>()
  // What was said of the file before is not said of the one chosen since.
  const isNew = chosen?.since === state
  const said = isNew ? (chosen.isTooLarge ? TOO_LARGE : undefined) : error

  function look({ currentTarget: { files } }: ChangeEvent<HTMLInputElement>) {
    choose({ isTooLarge: (files?.[0]?.size ?? 0) > MOST_BYTES, since: state })
  }

  return (
    <FileInput
      {...props}
      id={id}
      hint={hint}
      error={said}
      accept="application/pdf,image/jpeg,image/png"
      progress={progress}
      onChange={look}
    />
  )
}
