import type { Metadata } from 'next'
import { FormList } from '@/components/intake/building/form-list'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { requireActor } from '@/lib/access/current'
import { mayBuildForms } from '@/lib/intake/policy'
import { listForms } from '@/lib/intake/queries/building'

export const metadata: Metadata = { title: 'Forms' }

export default async function FormsPage() {
  const actor = await requireActor('staff')
  if (!mayBuildForms(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const forms = await listForms(actor)
  return (
    <Page
      wide
      title="Forms"
      lead="What patients are asked before they come."
      back={{ href: '/admin', say: 'Set-up' }}
      actions={<LinkButton href="/admin/forms/new">Add a form</LinkButton>}
    >
      {forms.length === 0 ? (
        <EmptyState title="No forms yet">
          Begin with one that ships: a short intake, a full one, triage or consent.
        </EmptyState>
      ) : (
        <FormList forms={forms} />
      )}
      <p>
        <Link href="/admin/forms/keys">Forms from other systems</Link>
      </p>
    </Page>
  )
}
