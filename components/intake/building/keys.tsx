'use client'

import { useContext } from 'react'
import { ActionButton } from '@/components/form/action-button'
import { ActionForm } from '@/components/form/action-form'
import { FormField } from '@/components/form/fields'
import { FormContext } from '@/components/form/form-context'
import { SubmitButton } from '@/components/form/submit-button'
import { CopyText } from '@/components/ui/copy-text'
import { Notification } from '@/components/ui/notification'
import { endKeyAction, makeKeyAction } from '@/lib/intake/actions'

/** The keys that are good now. */
export function KeyList({ keys }: { keys: { id: string; name: string; since: string }[] }) {
  if (keys.length === 0) return <p className="text-muted">No system has a key yet.</p>
  return (
    <ul className="divide-y divide-line border-line border-y">
      {keys.map(({ id, name, since }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 py-2">
          <span>
            <span className="font-medium">{name}</span>{' '}
            <span className="text-muted text-small">since {since}</span>
          </span>
          <ActionButton
            action={endKeyAction}
            fields={{ keyId: id }}
            said={`${name} can hand in nothing any more.`}
            kind="secondary"
            size="small"
          >
            End<span className="sr-only"> {name}</span>
          </ActionButton>
        </li>
      ))}
    </ul>
  )
}

/** Makes a key, and shows it this once. */
export function KeyForm() {
  return (
    <ActionForm action={makeKeyAction} done={<Made />}>
      <FormField name="name" label="Name of the system" hint="For example “Website forms”" width="medium" />
      <SubmitButton>Make a key</SubmitButton>
    </ActionForm>
  )
}

function Made() {
  const { state } = useContext(FormContext)
  const token = state.status === 'ok' ? (state.data as { token: string }).token : ''
  return (
    <Notification kind="success" title="The key">
      <p>Copy it now: it is not shown again.</p>
      <CopyText id="key" text={token} label="API key" />
    </Notification>
  )
}
