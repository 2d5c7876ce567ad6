import type { Metadata } from 'next'
import { ClosureForm, HolidaysForm } from '@/components/availability/exception-forms'
import { ExceptionList } from '@/components/availability/exception-list'
import { OutsideList } from '@/components/availability/outside-list'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Notification } from '@/components/ui/notification'
import { Section } from '@/components/ui/section'
import { requireActor } from '@/lib/access/current'
import { mayCloseDates } from '@/lib/availability/policy'
import { listClosures } from '@/lib/availability/queries/hours'
import { readOutside } from '@/lib/availability/queries/outside'
import { getWorkplace } from '@/lib/clinics/queries/workplace'

export const metadata: Metadata = { title: 'Closures and public holidays' }

type Asked = { done?: string; days?: string; added?: string; moved?: string; same?: string; left?: string }

/** When the clinic or a place of it is closed, and how it comes to be. */
export default async function ClosuresPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const actor = await requireActor('staff')
  if (!mayCloseDates(actor, actor.clinicId)) return <NotAllowed home="/clinic/day" />
  const [clinic, closures, outside, asked] = [
    await getWorkplace(actor),
    await listClosures(actor),
    await readOutside(actor),
    await searchParams,
  ]
  const scopes = [
    { value: '', label: 'The whole clinic' },
    ...clinic.locations.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const said = saidOf(asked)
  return (
    <Page
      wide
      title="Closures and public holidays"
      lead="Days on which nobody can book"
      back={{ href: '/admin/hours', say: 'Hours' }}
    >
      {said && <Notification kind="success" title={said} />}
      {outside.length > 0 && (
        <Section id="outside" title="Appointments outside the hours">
          <OutsideList caption="Appointments outside the hours" bookings={outside} withWhom />
        </Section>
      )}
      {closures.length === 0 ? (
        <EmptyState title="No closures to come">
          Close single days below, or take in the public holidays of a year at once.
        </EmptyState>
      ) : (
        <ExceptionList
          label="Closures to come"
          items={closures.map(({ id, when, where, note }) => ({
            ...{ id, kind: 'closure' as const, when, remove: 'Open again' },
            details: [where ?? 'The whole clinic', ...(note ? [note] : [])],
          }))}
        />
      )}
      {/* Once something is saved, its form begins anew. */}
      <div key={closures.map(({ id }) => id).join()} className="grid items-start gap-6 lg:grid-cols-2">
        <Card title="Close days">
          <ClosureForm scopes={scopes} />
        </Card>
        <Card title="Import public holidays">
          <HolidaysForm scopes={scopes} />
        </Card>
      </div>
    </Page>
  )
}

/** What has just been done. Numbers only, whatever the address says. */
function saidOf({ done, ...counts }: Asked): string | null {
  const n = (text?: string) => (/^\d{1,4}$/.test(text ?? '') ? Number(text) : 0)
  const [days, added, moved, same, left] = [
    counts.days,
    counts.added,
    counts.moved,
    counts.same,
    counts.left,
  ].map(n)
  if (done === 'closed') return days === 1 ? 'Closed' : `${days} closures entered`
  if (done === 'removed') return 'Open again'
  if (done !== 'imported') return null
  const parts = [
    `${added} added`,
    moved && `${moved} moved`,
    same && `${same} known already`,
    left && `${left} left out`,
  ]
  return `Holidays imported: ${parts.filter(Boolean).join(', ')}`
}
