import type { Metadata } from 'next'
import { Suspense } from 'react'
import { DayCounts } from '@/components/desk/day-counts'
import { DayList } from '@/components/desk/day-list'
import { DayToolbar } from '@/components/desk/day-toolbar'
import { NextPatient } from '@/components/desk/next-patient'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Skeleton } from '@/components/ui/skeleton'
import type { StaffActor } from '@/lib/access/actor'
import { requireActor } from '@/lib/access/current'
import { mayRunDay } from '@/lib/booking/policy'
import { readDay } from '@/lib/booking/queries/day'
import { nowAndNext } from '@/lib/booking/rules'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { now } from '@/lib/clock'
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
  const view = { path: '/clinic/day', day, today, practitioner: mine ? undefined : whose.id }
  return (
    <Page
      wide
      title={mine ? 'My day' : `${whose.name}’s day`}
      lead={day === today ? `Today, ${printDate(day)}` : printDate(day)}
    >
      <DayToolbar view={view} asOf={{ at: now(), timeZone: clinic.timeZone }} />
      <Suspense fallback={<Skeleton lines={8} />}>
        <Day actor={actor} day={day} isToday={day === today} timeZone={clinic.timeZone} whose={whose.id} />
      </Suspense>
    </Page>
  )
}

async function Day({
  actor,
  day,
  isToday,
  timeZone,
  whose,
}: {
  actor: StaffActor
  day: string
  isToday: boolean
  timeZone: string
  whose: string
}) {
  const items = await readDay(actor, day, timeZone, whose)
  if (items.length === 0)
    return (
      <EmptyState title="No appointments on this day">
        Appointments appear here as soon as they are booked, online or by the front desk.
      </EmptyState>
    )
  const { current, next } = nowAndNext(items)
  return (
    <>
      {isToday && <NextPatient current={current} next={next} at={now()} />}
      <DayCounts statuses={items.map(({ status }) => status)} />
      <DayList
        caption={`Appointments on ${printDate(day)}`}
        items={items}
        at={now()}
        manyPractitioners={false}
        marks={{ current: current?.id, next: next?.id }}
      />
    </>
  )
}
