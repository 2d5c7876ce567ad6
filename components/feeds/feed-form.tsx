'use client'

import { useContext } from 'react'
import { ActionForm } from '@/components/form/action-form'
import { FormContext } from '@/components/form/form-context'
import { SubmitButton } from '@/components/form/submit-button'
import { CopyText } from '@/components/ui/copy-text'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import type { FormAction } from '@/lib/actions/state'
import type { FeedMade } from '@/lib/feeds/schema'

/** Makes the secret address of a calendar, shows it once, and ends it. */
export function FeedForm({
  action,
  fields,
  isShared,
}: {
  action: FormAction<FeedMade>
  /** Whose calendar, as the action wants to hear it. */
  fields?: Record<string, string>
  /** Whether there is an address now. */
  isShared: boolean
}) {
  return (
    <ActionForm action={action} prefix="feed-" className="flex flex-col gap-4">
      {Object.entries(fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <NewAddress />
      <div className="flex flex-wrap gap-3">
        <SubmitButton kind="secondary" name="wish" value="link">
          {isShared ? 'Make a new link' : 'Make a link'}
        </SubmitButton>
        {isShared && (
          <SubmitButton kind="quiet" name="wish" value="off">
            Stop sharing
          </SubmitButton>
        )}
      </div>
    </ActionForm>
  )
}

function NewAddress() {
  const { state } = useContext(FormContext)
  if (state.status !== 'ok') return null
  const { url } = state.data as FeedMade
  if (!url) return <Notification kind="success" title="The link does not work any more" />
  return (
    <Notification kind="success" title="Your link is ready">
      <p>Copy it now: for your safety it is shown only this once.</p>
      <CopyText id="feed-url" label="Calendar link" text={url} />
      <p>
        <Link href={url.replace(/^https?:/, 'webcal:')}>Open it in the calendar of this device</Link>
      </p>
    </Notification>
  )
}
