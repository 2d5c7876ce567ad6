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

type Search = Partial<Record<'told' | 'replaced' | 'missed', string | string[]>>
type Props = { params: Promise<{ rebookingId: string }>; searchParams: Promise<Search> }

/** One absence: who accepted, declined, did not answer or cannot be reached, and what to do next for each. */
export default async function AbsencePage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  if (!mayAnswerRequests(actor, actor.clinicId)) return <NotAllowed home="/" />
  const [{ rebookingId }, sent] = await Promise.all([params, searchParams])
  const absence = await orNotFound(readRebooking(actor, rebookingId))
  const { practitionerName, startsAt, endsAt, timeZone, items, toDo, waiting } = absence
  const replaced = [sent.replaced ?? []].flat().flatMap((ids) => ids.split(' ').filter(Boolean))
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
      {sent.told !== undefined && (
        <SentNote
          told={Number(sent.told) || 0}
          replaced={replaced.length}
          missed={Number(sent.missed) || 0}
        />
      )}
      {items.length === 0 ? (
        <EmptyState title="Nobody was booked then">No appointment is affected any more.</EmptyState>
      ) : (
        <AwayList items={items} replaced={new Set(replaced)} />
      )}
    </Page>
  )
}

/** What came of pressing "Send proposals": on the page it leads to. */
function SentNote({ told, replaced, missed }: { told: number; replaced: number; missed: number }) {
  if (!told && !missed)
    return (
      <Notification kind="info" title="Nobody new was told">
        <p>Somebody has sent these proposals already, or everybody was left for later.</p>
      </Notification>
    )
  return (
    <Notification kind="success" title={`${told} ${told === 1 ? 'patient is' : 'patients are'} told`}>
      {replaced > 0 && (
        <p>{replaced} of the times were taken meanwhile: the next went out instead, as marked below.</p>
      )}
      {missed > 0 && <p>For {missed} there was no free time left: they are listed below.</p>}
    </Notification>
  )
}

function countWords(toDo: number, waiting: number, all: number): string {
  const parts = [toDo > 0 && `${toDo} to do`, waiting > 0 && `${waiting} waiting`].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : `all ${all} done`
}
