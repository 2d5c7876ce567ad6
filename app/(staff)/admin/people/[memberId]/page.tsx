import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RoleBoxes } from '@/components/admin/role-boxes'
import { ActionForm } from '@/components/form/action-form'
import { FormPage } from '@/components/form/form-page'
import { FormSection } from '@/components/form/form-section'
import { SubmitButton } from '@/components/form/submit-button'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Link } from '@/components/ui/link'
import { requireActor } from '@/lib/access/current'
import { changeRolesAction, endMemberAction } from '@/lib/clinics/actions'
import { mayAdminister } from '@/lib/clinics/policy'
import { listPeople } from '@/lib/clinics/queries/setting-up'

export const metadata: Metadata = { title: 'Roles' }

export default async function MemberPage({ params }: { params: Promise<{ memberId: string }> }) {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const [{ memberId }, { members }] = await Promise.all([params, listPeople(actor)])
  const member = members.find(({ id }) => id === memberId)
  if (!member) notFound()
  const { name, email } = member.account
  return (
    <>
      <FormPage
        title={name}
        lead={email}
        back={{ href: '/admin/people', say: 'People' }}
        action={changeRolesAction}
      >
        <input type="hidden" name="memberId" value={memberId} />
        <RoleBoxes roles={member.roles} />
        <SubmitButton>Save</SubmitButton>
      </FormPage>
      <p className="mt-6">
        <Link href={`/admin/people/${memberId}/looks`}>Whose records {name} opened</Link>
      </p>
      <div className="mt-8 max-w-160">
        <FormSection
          title="End access"
          lead={`${name} can do nothing here any more, from the next page on. What they did stays on file.`}
        >
          <ActionForm action={endMemberAction} prefix="end-">
            <input type="hidden" name="memberId" value={memberId} />
            <SubmitButton kind="danger">End access of {name}</SubmitButton>
          </ActionForm>
        </FormSection>
      </div>
    </>
  )
}
