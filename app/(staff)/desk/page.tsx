import type { Metadata } from 'next'
import { awayHref } from '@/components/desk/address'
import { DayCounts } from '@/components/desk/day-counts'
import { DayList } from '@/components/desk/day-list'
import { DayToolbar, dayHref } from '@/components/desk/day-toolbar'
import { EmptyDay } from '@/components/desk/empty-day'
import { OpenTasks } from '@/components/intake/open-tasks'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import type { StaffActor } from '@/lib/access/actor'
import { requireActor } from '@/lib/access/current'
import { mayRunDay } from '@/lib/booking/policy'
import { findNextDay, readDay } from '@/lib/booking/queries/day'
import { mayReadChart } from '@/lib/chart/policy'
import { getWorkplace, type Workplace } from '@/lib/clinics/queries/workplace'
import { now } from '@/lib/clock'
import { listOpenTasks } from '@/lib/intake/queries/open-tasks'
import { countFollowUps } from '@/lib/notes/queries/follow-ups'
import { printDate } from '@/lib/time'
import { askedDay } from '../asked-day'

export const metadata: Metadata = { title: 'Day' }

type Search = Promise<{ day?: string; with?: string }>

/** The clinic's day for the front desk. */
export default async function DeskPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor('staff')
  if (!mayRunDay(actor, actor.clinicId)) return <NotAllowed home="/" />
  const [clinic, asked] = await Promise.all([getWorkplace(actor), searchParams])
  const { day, today } = askedDay(asked.day, clinic.timeZone)
  const followUps = await countFollowUps(actor)
  const chosen = clinic.practitioners.find(({ id }) => id === asked.with)
  const view = { path: '/desk', day, today, practitioner: chosen?.id }
  return (
    <Page
      wide
      title={day === today ? `Today, ${printDate(day)}` : printDate(day)}
      actions={
        <>
          <LinkButton href="/desk/book">Book for a caller</LinkButton>
          <LinkButton kind="secondary" href={awayHref(day, chosen?.id)}>
            Somebody is away
          </LinkButton>
          {followUps > 0 && (
            <LinkButton kind="secondary" href="/desk/follow-ups">
              Follow-ups ({followUps})
            </LinkButton>
          )}
        </>
      }
    >
      <OpenTasks tasks={await listOpenTasks(actor, chosen?.id)} />
      <DayToolbar
        view={view}
        practitioners={clinic.practitioners}
        asOf={{ at: now(), timeZone: clinic.timeZone }}
      />
      <Day actor={actor} clinic={clinic} view={view} chosen={chosen?.name} />
    </Page>
  )
}

type View = { path: string; day: string; today: string; practitioner: string | undefined }

async function Day({
  actor,
  clinic,
  view,
  chosen,
}: {
  actor: StaffActor
  clinic: Workplace
  view: View
  chosen: string | undefined
}) {
  const items = await readDay(actor, view.day, clinic.timeZone, view.practitioner)
  if (items.length === 0)
    return (
      <EmptyDay
        title={chosen ? `No appointments with ${chosen} on this day` : 'No appointments on this day'}
        view={view}
        next={await findNextDay(actor, view.day, clinic.timeZone, view.practitioner)}
      >
        {view.practitioner && (
          <LinkButton kind="secondary" href={dayHref({ ...view, practitioner: undefined })}>
            Show everyone
          </LinkButton>
        )}
      </EmptyDay>
    )
  return (
    <>
      <DayCounts statuses={items.map(({ status }) => status)} />
      <DayList
        caption={`Appointments on ${printDate(view.day)}`}
        items={items}
        at={now()}
        manyPractitioners={!view.practitioner}
        charts={mayReadChart(actor, actor.clinicId)}
      />
    </>
  )
}
