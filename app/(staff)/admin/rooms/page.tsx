import type { Metadata } from 'next'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import { requireActor } from '@/lib/access/current'
import { mayAdminister } from '@/lib/clinics/policy'
import { listResources } from '@/lib/clinics/queries/setting-up'

export const metadata: Metadata = { title: 'Rooms and equipment' }

export default async function RoomsPage() {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const resources = await listResources(actor)
  return (
    <Page
      wide
      title="Rooms and equipment"
      lead="What a service needs is booked together with the practitioner, and never twice at once."
      back={{ href: '/admin', say: 'Set-up' }}
      actions={<LinkButton href="/admin/rooms/new">Add a room or equipment</LinkButton>}
    >
      {resources.length === 0 ? (
        <EmptyState title="None yet">
          You need none, unless a service can only be given while a certain room or device is free.
        </EmptyState>
      ) : (
        <Table
          caption="Rooms and equipment"
          quietCaption
          rows={resources}
          rowKey={({ id }) => id}
          columns={[
            {
              head: 'Name',
              rowHead: true,
              cell: ({ id, name }) => <Link href={`/admin/rooms/${id}`}>{name}</Link>,
            },
            { head: 'What', cell: ({ kind }) => (kind === 'room' ? 'Room' : 'Equipment') },
            { head: 'Location', cell: ({ location }) => location.name },
            {
              head: 'State',
              cell: ({ active }) => (active ? <Badge tone="ok">In use</Badge> : <Badge>Not in use</Badge>),
            },
          ]}
        />
      )}
    </Page>
  )
}
