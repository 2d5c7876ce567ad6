import type { Metadata } from 'next'
import { RoleBoxes } from '@/components/admin/role-boxes'
import { FormField } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { mayAdminister } from '@/lib/clinics/policy'
import { inviteStaffAction } from '@/lib/invitations/actions'

export const metadata: Metadata = { title: 'Invite somebody' }

export default async function InvitePage() {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  return (
    <FormPage
      title="Invite somebody"
      lead="They get an email with a link, and choose their own password."
      back={{ href: '/admin/people', say: 'People' }}
      action={inviteStaffAction}
    >
      <FormField name="name" label="Name" autoComplete="off" />
      <FormField name="email" type="email" label="Email address" autoComplete="off" spellCheck={false} />
      <RoleBoxes />
      <SubmitButton>Send invitation</SubmitButton>
    </FormPage>
  )
}
