import type { Metadata } from 'next'
import { EmergencyList } from '@/components/care/emergency-list'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { requireActor } from '@/lib/access/current'
import { mayReviewEmergencies } from '@/lib/care/policy'
import { readEmergencies } from '@/lib/care/queries/emergencies'
import { getWorkplace } from '@/lib/clinics/queries/workplace'

export const metadata: Metadata = { title: 'Opened in an emergency' }

/** Which records were opened by somebody who had no appointment with the patient, and why. */
export default async function EmergenciesPage() {
  const actor = await requireActor('staff')
  if (!mayReviewEmergencies(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const [{ timeZone }, emergencies] = [await getWorkplace(actor), await readEmergencies(actor)]
  return (
    <Page
      wide
      title="Opened in an emergency"
      lead="Records that somebody opened without an appointment, and why"
      back={{ href: '/admin', say: 'Set-up' }}
    >
      {emergencies.length === 0 ? (
        <EmptyState title="None so far">When it happens you get a mail, and it is here.</EmptyState>
      ) : (
        <EmergencyList emergencies={emergencies} timeZone={timeZone} />
      )}
    </Page>
  )
}
