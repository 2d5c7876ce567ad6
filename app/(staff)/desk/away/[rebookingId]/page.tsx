import type { Metadata } from 'next'
import { AwayList } from '@/components/desk/away-list'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notification } from '@/components/ui/notification'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { mayAnswerRequests } from '@/lib/booking/policy'
import { readRebooking } from '@/lib/booking/queries/rebookings'
import { absenceWords } from '@/lib/booking/text/away'
import { planPath } from '../asked'

export const metadata: Metadata = { title: 'What is left to do' }

type Search = { told?: string; replaced?: string; missed?: string }
type Props = { params: Promise<{ rebookingId: string }>; searchParams: Promise<Search> }

/** One absence: who accepted, declined, did not answer or cannot be reached, and what to do next for each. */
export default async function AbsencePage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  if (!mayAnswerRequests(actor, actor.clinicId)) return <NotAllowed home="/" />
  const [{ rebookingId }, sent] = await Promise.all([params, searchParams])
  const absence = await orNotFound(readRebooking(actor, rebookingId))
  const { practitionerName, startsAt, endsAt, timeZone, items, toDo, waiting } = absence
  const isAnyOpen = items.some(({ state }) => ['declined', 'lapsed', 'left'].includes(state))
  return (
    <Page
      wide
      title={`${practitionerName} away: ${countWords(toDo, waiting, items.length)}`}
      lead={absenceWords(startsAt, endsAt, timeZone)}
      back={{ href: '/desk/away', say: 'Absences' }}
      actions={
        isAnyOpen && (
          <LinkButton kind="secondary" href={planPath(absence)}>
            Find times for those left
          </LinkButton>
        )
      }
    >
      {sent.told !== undefined && <SentNote sent={sent} />}
      {items.length === 0 ? (
        <EmptyState title="Nobody was booked then">No appointment is affected any more.</EmptyState>
      ) : (
        <AwayList items={items} replaced={new Set(sent.replaced?.split(' '))} />
      )}
    </Page>
  )
}

/** What came of pressing "Send proposals": on the page it leads to. */
function SentNote({ sent: { told, replaced = '', missed } }: { sent: Search }) {
  const [count, others, none] = [Number(told), replaced ? replaced.split(' ').length : 0, Number(missed)]
  if (count === 0 && !none)
    return (
      <Notification kind="info" title="Nobody new was told">
        <p>Somebody has sent these proposals already, or everybody was left for later.</p>
      </Notification>
    )
  return (
    <Notification kind="success" title={`${count} ${count === 1 ? 'patient is' : 'patients are'} told`}>
      {others > 0 && (
        <p>{others} of the times were taken meanwhile: the next went out instead, as marked below.</p>
      )}
      {none > 0 && <p>For {none} there was no free time left: they are listed below.</p>}
    </Notification>
  )
}

function countWords(toDo: number, waiting: number, all: number): string {
  const parts = [toDo > 0 && `${toDo} to do`, waiting > 0 && `${waiting} waiting`].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : `all ${all} done`
}
