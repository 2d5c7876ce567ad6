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
import { listServiceSettings } from '@/lib/clinics/queries/setting-up'
import { printMoney } from '@/lib/money'

export const metadata: Metadata = { title: 'Services' }

export default async function ServicesPage() {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const services = await listServiceSettings(actor)
  return (
    <Page
      wide
      title="Services"
      back={{ href: '/admin', say: 'Set-up' }}
      actions={<LinkButton href="/admin/services/new">Add a service</LinkButton>}
    >
      {services.length === 0 ? (
        <EmptyState title="No services yet">
          A service is what patients book, for example “GP appointment”.
        </EmptyState>
      ) : (
        <div id="offers">
          <Table
            caption="Services and who offers them"
            quietCaption
            rows={services}
            rowKey={({ id }) => id}
            columns={[
              {
                head: 'Name',
                rowHead: true,
                cell: ({ id, name }) => <Link href={`/admin/services/${id}`}>{name}</Link>,
              },
              { head: 'Category', cell: ({ category }) => category },
              {
                head: 'First visit',
                cell: ({ initialMinutes, initialPriceCents, clinic }) =>
                  `${initialMinutes} minutes, ${printMoney(initialPriceCents, clinic.currency)}`,
              },
              {
                head: 'Offered by',
                cell: ({ id, name, practitioners }) => (
                  <Link href={`/admin/services/${id}/offers`}>
                    {practitioners.map(({ practitioner }) => practitioner.name).join(', ') || 'Nobody yet'}
                    <span className="sr-only">: change who offers {name}</span>
                  </Link>
                ),
              },
              {
                head: 'State',
                cell: ({ active }) => (active ? <Badge tone="ok">Offered</Badge> : <Badge>Stopped</Badge>),
              },
            ]}
          />
        </div>
      )}
    </Page>
  )
}
