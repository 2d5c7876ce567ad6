import type { Metadata } from 'next'
import { AbsenceForm } from '@/components/desk/absence-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Section } from '@/components/ui/section'
import { Table } from '@/components/ui/table'
import { requireActor } from '@/lib/access/current'
import { mayAnswerRequests } from '@/lib/booking/policy'
import { listRebookings } from '@/lib/booking/queries/rebookings'
import { absenceWords } from '@/lib/booking/text/away'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { now } from '@/lib/clock'
import { localDate, printZone } from '@/lib/time'
import { type AskedAbsence, whoMayBeAway } from './asked'

export const metadata: Metadata = { title: 'Somebody is away' }

/** Somebody is away: whose appointments have to go elsewhere, and what is left to do about those of before. */
export default async function AwayPage({ searchParams }: { searchParams: Promise<AskedAbsence> }) {
  const actor = await requireActor('staff')
  if (!mayAnswerRequests(actor, actor.clinicId)) return <NotAllowed home="/" />
  const [clinic, asked, absences] = await Promise.all([
    getWorkplace(actor),
    searchParams,
    listRebookings(actor),
  ])
  const practitioners = whoMayBeAway(actor, clinic)
  return (
    <Page
      wide
      title="Somebody is away"
      lead="Propose other times to the patients of somebody who is ill or on leave"
      back={{ href: '/desk', say: 'The day' }}
    >
      <div className="grid items-start gap-6 lg:grid-cols-2">
        {practitioners.length > 0 && (
          <Card title="Who is away, and when">
            <AbsenceForm
              practitioners={practitioners}
              zone={printZone(clinic.timeZone)}
              said={{ fromDate: localDate(now(), clinic.timeZone), ...asked }}
            />
          </Card>
        )}
        <Section id="absences" title="What is left to do">
          {absences.length === 0 ? (
            <EmptyState title="Nothing is left to do">
              Once proposals are sent, those who declined, did not answer or cannot be reached are listed
              here.
            </EmptyState>
          ) : (
            <Table
              caption="Absences"
              quietCaption
              rows={absences}
              rowKey={({ id }) => id}
              columns={[
                {
                  head: 'Who',
                  rowHead: true,
                  cell: ({ id, practitionerName }) => (
                    <Link href={`/desk/away/${id}`}>{practitionerName}</Link>
                  ),
                },
                {
                  head: 'Away',
                  cell: ({ startsAt, endsAt, timeZone }) => absenceWords(startsAt, endsAt, timeZone),
                },
                { head: 'Left to do', end: true, cell: ({ toDo, waiting }) => leftWords(toDo, waiting) },
              ]}
            />
          )}
        </Section>
      </div>
    </Page>
  )
}

function leftWords(toDo: number, waiting: number) {
  if (toDo > 0) return <Badge tone="warn">{toDo} to call</Badge>
  return waiting > 0 ? <Badge>{waiting} waiting</Badge> : <Badge tone="ok">Done</Badge>
}
