import type { Metadata } from 'next'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import { requireActor } from '@/lib/access/current'
import { mayCloseDates } from '@/lib/availability/policy'
import { listHours } from '@/lib/availability/queries/hours'
import { hoursInWeek, weekInWords } from '@/lib/availability/text/week'
import { getWorkplace } from '@/lib/clinics/queries/workplace'

export const metadata: Metadata = { title: 'Hours' }

/** Everybody's weekly hours, what comes up, and who has appointments outside. */
export default async function HoursPage() {
  const actor = await requireActor('staff')
  if (!mayCloseDates(actor, actor.clinicId)) return <NotAllowed home="/clinic/day" />
  const [clinic, lines] = [await getWorkplace(actor), await listHours(actor)]
  const nameOf = (id: string) => clinic.locations.find((place) => place.id === id)?.name ?? 'elsewhere'
  return (
    <Page
      wide
      title="Hours"
      lead="When each practitioner can be booked"
      actions={
        <LinkButton kind="secondary" href="/admin/closures">
          Closures and public holidays
        </LinkButton>
      }
    >
      {lines.length === 0 ? (
        <EmptyState title="No practitioners yet">
          Hours belong to a practitioner. Add one first, then set their week here.
        </EmptyState>
      ) : (
        <Table
          caption="Practitioners"
          quietCaption
          rows={lines}
          rowKey={({ id }) => id}
          columns={[
            {
              head: 'Practitioner',
              rowHead: true,
              cell: ({ id, name, title }) => (
                <>
                  <Link href={`/admin/hours/${id}`}>{name}</Link>
                  <span className="block font-normal text-muted">{title}</span>
                </>
              ),
            },
            {
              head: 'Weekly hours',
              cell: ({ week }) =>
                week.length === 0 ? (
                  <Badge tone="warn">No hours: cannot be booked</Badge>
                ) : (
                  <ul>
                    {weekInWords(week, nameOf).map((line) => (
                      <li key={line}>{line}</li>
                    ))}
                  </ul>
                ),
            },
            { head: 'A week', end: true, cell: ({ week }) => `${hoursInWeek(week)} h` },
            {
              head: 'Coming up',
              cell: ({ next }) =>
                next.length === 0 ? (
                  <span className="text-muted">Nothing</span>
                ) : (
                  next.map(({ id, kind, when }) => (
                    <span key={id} className="block">
                      {kind === 'leave' ? 'Leave' : 'Extra times'}, {when}
                    </span>
                  ))
                ),
            },
            {
              head: 'Outside the hours',
              end: true,
              cell: ({ id, outside }) =>
                counted(outside, ['appointment', 'appointments'], `/admin/hours/${id}#outside`),
            },
            {
              head: 'Connected calendars',
              end: true,
              cell: ({ id, clashes }) =>
                counted(clashes, ['clash', 'clashes'], `/admin/hours/${id}/calendars#clashes`),
            },
          ]}
        />
      )}
    </Page>
  )
}

/** How many, with the way to them. */
function counted(many: number, [one, more]: [string, string], href: string) {
  return many === 0 ? '0' : <Link href={href}>{`${many} ${many === 1 ? one : more}`}</Link>
}
