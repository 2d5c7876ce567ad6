import type { Metadata } from 'next'
import { calendarHref, calendarSearch } from '@/components/calendar/address'
import { Calendar } from '@/components/calendar/calendar'
import { CalendarToolbar } from '@/components/calendar/toolbar'
import { awayHref } from '@/components/desk/address'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { requireActor } from '@/lib/access/current'
import { mayCloseDates } from '@/lib/availability/policy'
import { mayRunDay } from '@/lib/booking/policy'
import { readCalendar } from '@/lib/calendar/queries/calendar'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { addDays, printDate, printShortDate } from '@/lib/time'
import { askedCalendar, type CalendarSearch } from './asked'

type Props = { searchParams: CalendarSearch }

/** The day in the title, which is read out when the page changes. */
export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const clinic = await getWorkplace(await requireActor('staff'))
  const { query } = askedCalendar(await searchParams, clinic)
  return { title: `Calendar, ${query.view === 'week' ? 'week of ' : ''}${printDate(query.day)}` }
}

/** The clinic's day side by side, by practitioner or by room, or the week of one practitioner; live. */
export default async function CalendarPage({ searchParams }: Props) {
  const actor = await requireActor('staff')
  if (!mayRunDay(actor, actor.clinicId)) return <NotAllowed home="/" />
  const clinic = await getWorkplace(actor)
  const { query, today } = askedCalendar(await searchParams, clinic)
  const view = await readCalendar(actor, query)
  const { day } = query
  const whose = clinic.practitioners.find(({ id }) => id === query.with[0])?.name ?? ''
  const title =
    query.view === 'week'
      ? `${printShortDate(view.from)} to ${printShortDate(addDays(view.from, 6))} ${addDays(view.from, 6).slice(0, 4)}`
      : printDate(day)
  const days = query.view === 'week' ? 7 : 1
  const to = (change: Partial<typeof query>) => calendarHref({ ...query, ...change })
  const links = {
    today: to({ day: today }),
    next: to({ day: addDays(day, days) }),
    previous: to({ day: addDays(day, -days) }),
    day: to({ view: 'day', with: [] }),
    week: to({ view: 'week', by: 'practitioner' }),
    rooms: to({ view: 'day', by: 'room' }),
    practitioners: to({ view: 'day', by: 'practitioner', with: query.view === 'week' ? [] : query.with }),
  }
  const list = `/desk?${new URLSearchParams({ day, ...(query.view === 'week' && { with: query.with[0] ?? '' }) })}`
  const mayAll = mayCloseDates(actor, actor.clinicId)
  const awayOf = clinic.practitioners.filter(({ isMe }) => isMe || mayAll).map(({ id }) => id)
  return (
    <Page
      wide
      title={title}
      lead={query.view === 'week' ? whose : undefined}
      actions={
        <>
          <LinkButton kind="secondary" href={list}>
            As a list
          </LinkButton>
          {awayOf.length > 0 && (
            <LinkButton kind="secondary" href={awayHref(day, query.with.length === 1 ? query.with[0] : null)}>
              Somebody is away
            </LinkButton>
          )}
          <LinkButton href="/desk/book">Book for a caller</LinkButton>
        </>
      }
    >
      <CalendarToolbar query={query} today={today} links={links} clinic={clinic} />
      {view.columns.length > 0 ? (
        <Calendar
          view={view}
          search={calendarSearch(query)}
          links={links}
          label={`Calendar, ${title}`}
          awayOf={awayOf}
        />
      ) : (
        <EmptyState title={query.by === 'room' ? 'No rooms are set up' : 'Nobody works on this day'}>
          <LinkButton
            kind="secondary"
            href={query.by === 'room' ? links.practitioners : to({ at: undefined, with: [] })}
          >
            Show everybody
          </LinkButton>
        </EmptyState>
      )}
    </Page>
  )
}
