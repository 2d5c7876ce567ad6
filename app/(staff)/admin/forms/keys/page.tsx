import type { Metadata } from 'next'
import { KeyForm, KeyList } from '@/components/intake/building/keys'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { requireActor } from '@/lib/access/current'
import { mayBuildForms } from '@/lib/intake/policy'
import { listKeys } from '@/lib/intake/queries/building'

export const metadata: Metadata = { title: 'Forms from elsewhere' }

export default async function KeysPage() {
  const actor = await requireActor('staff')
  if (!mayBuildForms(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  return (
    <Page
      title="Forms from elsewhere"
      lead="Another system, such as Jotform, hands in what patients filled in there with an API key."
      back={{ href: '/admin/forms', say: 'Forms' }}
    >
      <KeyList keys={await listKeys(actor)} />
      <KeyForm />
    </Page>
  )
}
