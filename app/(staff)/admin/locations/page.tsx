import type { Metadata } from 'next'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import { requireActor } from '@/lib/access/current'
import { mayAdminister } from '@/lib/clinics/policy'
import { listLocations } from '@/lib/clinics/queries/setting-up'
import { printZone } from '@/lib/time'

export const metadata: Metadata = { title: 'Locations' }

export default async function LocationsPage() {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const locations = await listLocations(actor)
  return (
    <Page
      wide
      title="Locations"
      back={{ href: '/admin', say: 'Set-up' }}
      actions={<LinkButton href="/admin/locations/new">Add a location</LinkButton>}
    >
      <Table
        caption="Locations"
        quietCaption
        rows={locations}
        rowKey={({ id }) => id}
        columns={[
          {
            head: 'Name',
            rowHead: true,
            cell: ({ id, name }) => <Link href={`/admin/locations/${id}`}>{name}</Link>,
          },
          {
            head: 'Patients are seen',
            cell: ({ kind }) => (kind === 'in_person' ? 'In person' : 'Telehealth'),
          },
          { head: 'Address', cell: ({ address }) => address ?? 'None' },
          { head: 'Times', cell: ({ timeZone }) => printZone(timeZone) },
          {
            head: 'State',
            cell: ({ active }) => (active ? <Badge tone="ok">Open</Badge> : <Badge>Closed</Badge>),
          },
        ]}
      />
    </Page>
  )
}
