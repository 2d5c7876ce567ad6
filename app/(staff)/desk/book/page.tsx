import type { Metadata } from 'next'
import { PatientFinder } from '@/components/people/patient-finder'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { requireActor } from '@/lib/access/current'
import { maySearchPatients } from '@/lib/people/policy'

export const metadata: Metadata = { title: 'Book for a caller' }

/** Who is calling: somebody on file, or somebody new. */
export default async function CallerPage() {
  const actor = await requireActor('staff')
  if (!maySearchPatients(actor)) return <NotAllowed home="/" />
  return (
    <Page
      wide
      title="Book for a caller"
      actions={
        <LinkButton kind="secondary" href="/desk/book/new">
          New patient
        </LinkButton>
      }
    >
      <PatientFinder />
    </Page>
  )
}
