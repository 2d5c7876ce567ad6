import type { Metadata } from 'next'
import { DayCounts } from '@/components/desk/day-counts'
import { DayList } from '@/components/desk/day-list'
import { DayToolbar, type DayView } from '@/components/desk/day-toolbar'
import { EmptyDay } from '@/components/desk/empty-day'
import { NextPatient } from '@/components/desk/next-patient'
import { OpenTasks } from '@/components/intake/open-tasks'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import type { StaffActor } from '@/lib/access/actor'
import { requireActor } from '@/lib/access/current'
import { mayRunDay } from '@/lib/booking/policy'
import { findNextDay, readDay } from '@/lib/booking/queries/day'
import { nowAndNext } from '@/lib/booking/rules'
import { mayReadChart } from '@/lib/chart/policy'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { now } from '@/lib/clock'
import { listOpenTasks } from '@/lib/intake/queries/open-tasks'
import { mayWriteNotes } from '@/lib/notes/policy'
import { countUnsignedNotes, notesByBooking } from '@/lib/notes/queries/unsigned'
import { printDate } from '@/lib/time'
import { askedDay } from '../../asked-day'

export const metadata: Metadata = { title: 'My day' }

type Search = Promise<{ day?: string; with?: string }>

/** A practitioner's own day; for colleagues who are none, the day of the practitioner they choose. */
export default async function MyDayPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor('staff')
  if (!mayRunDay(actor, actor.clinicId)) return <NotAllowed home="/" />
  const [clinic, asked] = await Promise.all([getWorkplace(actor), searchParams])
  const mine = clinic.practitioners.find(({ isMe }) => isMe)
  const whose = mine ?? clinic.practitioners.find(({ id }) => id === asked.with)
  if (!whose)
    return (
      <Page title="My day" lead="You have no appointments of your own here. Whose day would you like to see?">
        <ul className="flex flex-col gap-2">
          {clinic.practitioners.map(({ id, name, title }) => (
            <li key={id}>
              <Link href={`/clinic/day?with=${id}`}>{name}</Link> <span className="text-muted">{title}</span>
            </li>
          ))}
        </ul>
      </Page>
    )
  const { day, today } = askedDay(asked.day, clinic.timeZone)
  const unsigned = await countUnsignedNotes(actor)
  const view = { path: '/clinic/day', day, today, practitioner: mine ? undefined : whose.id }
  return (
    <Page
      wide
      title={mine ? 'My day' : `${whose.name}’s day`}
      lead={day === today ? `Today, ${printDate(day)}` : printDate(day)}
      actions={
        <>
          {unsigned > 0 && (
            <LinkButton kind="secondary" href="/clinic/notes">
              Unsigned notes ({unsigned})
            </LinkButton>
          )}
          {mine && (
            <LinkButton kind="secondary" href={`/admin/hours/${mine.id}`}>
              My hours
            </LinkButton>
          )}
        </>
      }
    >
      <OpenTasks tasks={await listOpenTasks(actor, whose.id)} />
      <DayToolbar view={view} asOf={{ at: now(), timeZone: clinic.timeZone }} />
      <Day actor={actor} view={view} timeZone={clinic.timeZone} whose={whose.id} />
    </Page>
  )
}

async function Day({
  actor,
  view,
  timeZone,
  whose,
}: {
  actor: StaffActor
  view: DayView
  timeZone: string
  whose: string
}) {
  const { day, today } = view
  const items = await readDay(actor, day, timeZone, whose)
  if (items.length === 0)
    return (
      <EmptyDay
        title="No appointments on this day"
        view={view}
        next={await findNextDay(actor, day, timeZone, whose)}
      />
    )
  const { current, next } = nowAndNext(items)
  const notes = mayWriteNotes(actor, actor.clinicId)
    ? await notesByBooking(
        actor,
        items.map(({ id }) => id),
      )
    : undefined
  return (
    <>
      {day === today && <NextPatient current={current} next={next} at={now()} />}
      <DayCounts statuses={items.map(({ status }) => status)} />
      <DayList
        caption={`Appointments on ${printDate(day)}`}
        items={items}
        at={now()}
        manyPractitioners={false}
        marks={{ current: current?.id, next: next?.id }}
        notes={notes}
        charts={mayReadChart(actor, actor.clinicId)}
      />
    </>
  )
}
