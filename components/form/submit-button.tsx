import type { ComponentProps } from 'react'
import { type ButtonLook, buttonStyle } from '@/components/ui/button'
import { PendingButton } from './pending-button'

/**
 * Sends the form it is in. Says what it does ("Book appointment"), is never disabled, keeps its label while it works.
 * With `name` and `value` it also says which of several buttons was pressed.
 */
export function SubmitButton({
  kind,
  size,
  wide,
  ...button
}: ButtonLook & Omit<ComponentProps<typeof PendingButton>, 'className'>) {
  return <PendingButton {...button} className={buttonStyle({ kind, size, wide })} />
}
