import NextLink from 'next/link'
import type { ReactNode } from 'react'
import { SubmitButton } from '@/components/form/submit-button'
import { buttonStyle } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { Link } from '@/components/ui/link'
import { Section } from '@/components/ui/section'
import type { FreeDay, FreeTimes } from '@/lib/availability/queries/calendar'
import type { Slot } from '@/lib/availability/queries/slots'
import { timeValue } from '@/lib/booking/schema'
import { seatsWords } from '@/lib/booking/text'
import { addDays, printDate, printTimeOfDay, printZone } from '@/lib/time'
import { CallToBook } from './call-to-book'
import { NoTimes } from './no-times'

type Named = { id: string; name: string }

/** `day`: one day's times; `week`: the week with that date. */
export type CalendarHref = (asked: { day: string } | { week: string }) => string

type Shown = {
  times: FreeTimes
  practitioners: Named[]
  phone: string
  /** How many days ahead can be booked. */
  horizonDays: number
  href: CalendarHref
  /** With it a time is a link there; without it a button of the form around, called `time`. */
  timeHref?: (slot: Slot) => string
  /** The times are sessions for several: each says how many seats it has left. */
  isGroup?: boolean
}

/** Free times to choose from: the next three in full, then a week of days, then the chosen day's times by part of day. */
export function FreeTimesList(shown: Shown) {
  const { times, phone, practitioners } = shown
  if (times.next.length === 0)
    return (
      <>
        <NoTimes title="There are no free times online at the moment" phone={phone} />
        {times.week.map((day) => (
          <CallToBook key={day.date} day={day} practitioners={practitioners} phone={phone} />
        ))}
      </>
    )
  return (
    <>
      <Section id="next-times" title="Next free times">
        <SlotSentences
          slots={times.next}
          practitioners={shown.practitioners}
          timeHref={shown.timeHref}
          isGroup={shown.isGroup}
        />
      </Section>
      <section aria-labelledby="days" className="flex flex-col gap-4">
        <h2 id="days" className="font-semibold text-heading">
          Or choose a day
        </h2>
        <Week {...shown} />
        <Day {...shown} />
        <p className="text-muted text-small">Times are {printZone(times.timeZone)}.</p>
      </section>
    </>
  )
}

/** A few times, each in full: "Tuesday 24 November 2026, 9:30 am with Dr Lucia Mora". */
export function SlotSentences({
  slots,
  practitioners,
  timeHref,
  isGroup,
}: Pick<Shown, 'practitioners' | 'timeHref' | 'isGroup'> & { slots: Slot[] }) {
  return (
    <ul className="flex flex-col items-start gap-2.5">
      {slots.map((slot) => (
        <li key={timeValue(slot)} className="w-full sm:w-auto">
          <TimeButton slot={slot} timeHref={timeHref} wide>
            {printDate(slot.startsAt, slot.timeZone)},{' '}
            <span className="whitespace-nowrap">{printTimeOfDay(slot.startsAt, slot.timeZone)}</span> with{' '}
            {nameOf(slot, practitioners)}
            {isGroup && (
              <span className="ml-1 whitespace-nowrap font-normal text-muted">
                <span className="sr-only">,</span> {seatsWords(slot.seatsLeft)}
              </span>
            )}
          </TimeButton>
        </li>
      ))}
    </ul>
  )
}

function TimeButton({
  slot,
  timeHref,
  wide,
  children,
}: Pick<Shown, 'timeHref'> & { slot: Slot; wide?: boolean; children: ReactNode }) {
  if (!timeHref)
    return (
      <SubmitButton kind="secondary" name="time" value={timeValue(slot)} wide={wide}>
        <span>{children}</span>
      </SubmitButton>
    )
  return (
    <NextLink href={timeHref(slot)} prefetch={false} className={buttonStyle({ kind: 'secondary', wide })}>
      <span>{children}</span>
    </NextLink>
  )
}

function Week({ times, horizonDays, href }: Shown) {
  const { week, day, today } = times
  const [monday, sunday] = [week[0]?.date ?? today, week[6]?.date ?? today]
  const last = addDays(today, horizonDays)
  return (
    <nav aria-label="Days" className="flex flex-col gap-3">
      <ul className="grid max-w-160 grid-cols-7 gap-1 sm:gap-1.5">
        {week.map((one) => (
          <li key={one.date}>
            <DayLink {...one} isChosen={one.date === day.date} href={href} />
          </li>
        ))}
      </ul>
      <ul className="flex flex-wrap justify-between gap-x-6 gap-y-2">
        <li>{monday > today && <Link href={href({ week: addDays(monday, -7) })}>Previous week</Link>}</li>
        <li>{sunday < last && <Link href={href({ week: addDays(monday, 7) })}>Next week</Link>}</li>
      </ul>
      <Disclosure summary="Choose another month">
        <ul className="flex flex-wrap gap-x-5 gap-y-2">
          {monthsBetween(today, last).map((month) => (
            <li key={month}>
              <Link href={href({ week: month > today ? month : today })}>{monthName(month)}</Link>
            </li>
          ))}
        </ul>
      </Disclosure>
    </nav>
  )
}

const dayStyle = 'flex flex-col items-center rounded-control border py-1.5 text-center leading-tight'

function DayLink({
  date,
  slots,
  callToBook,
  isChosen,
  href,
}: FreeDay & { isChosen: boolean; href: CalendarHref }) {
  const [weekday = '', number] = printDate(date).split(' ')
  const face = (
    <>
      <span aria-hidden className="text-small">
        {weekday.slice(0, 3)}
      </span>
      <span aria-hidden className="font-medium tabular-nums">
        {number}
      </span>
    </>
  )
  if (slots.length + callToBook.length === 0)
    return (
      <p
        className={`${dayStyle} border-line text-muted ${isChosen ? 'ring-1 ring-line-strong' : ''}`}
        aria-current={isChosen ? 'date' : undefined}
      >
        {face}
        <span aria-hidden className="text-[0.8125rem]">
          none
        </span>
        <span className="sr-only">{printDate(date)}, no free times</span>
      </p>
    )
  return (
    <NextLink
      href={href({ day: date })}
      prefetch={false}
      scroll={false}
      aria-current={isChosen ? 'date' : undefined}
      className={`${dayStyle} border-line-strong bg-surface text-ink no-underline hover:border-accent hover:bg-accent-soft aria-[current=date]:border-accent aria-[current=date]:bg-accent-soft aria-[current=date]:ring-1 aria-[current=date]:ring-accent`}
    >
      {face}
      <span aria-hidden className="text-[0.8125rem] text-accent">
        {slots.length || 'call'}
        <span className="max-sm:hidden">{slots.length > 0 ? ' free' : ' us'}</span>
      </span>
      <span className="sr-only">
        {printDate(date)},{' '}
        {slots.length === 0
          ? 'on the phone only'
          : slots.length === 1
            ? '1 free time'
            : `${slots.length} free times`}
      </span>
    </NextLink>
  )
}

function Day({ times, practitioners, phone, href, timeHref, isGroup }: Shown) {
  const { day, later, timeZone } = times
  if (day.slots.length === 0) {
    if (day.callToBook.length > 0) return <CallToBook day={day} practitioners={practitioners} phone={phone} />
    return (
      <NoTimes title={`No free times on ${printDate(day.date)}`} phone={phone}>
        {later && (
          <>
            The next day with free times is <Link href={href({ day: later })}>{printDate(later)}</Link>.
          </>
        )}
      </NoTimes>
    )
  }
  const several = new Set(day.slots.map(({ practitionerId }) => practitionerId)).size > 1
  return (
    <div className="flex flex-col gap-4">
      <h3 className="font-semibold">{printDate(day.date)}</h3>
      {partsOfDay(day.slots, timeZone).map(({ name, slots }) => (
        <section key={name} aria-label={`${name}, ${printDate(day.date)}`} className="flex flex-col gap-2">
          <h4 className="text-muted">{name}</h4>
          <ul
            className={`grid gap-2 *:grid ${isGroup ? 'grid-cols-2 sm:grid-cols-4' : 'grid-cols-3 sm:grid-cols-5'}`}
          >
            {slots.map((slot) => (
              <li key={timeValue(slot)}>
                <TimeButton slot={slot} timeHref={timeHref}>
                  <span className="sr-only">{printDate(day.date)}, </span>
                  {printTimeOfDay(slot.startsAt, slot.timeZone)}
                  <span className={several ? 'block text-muted text-small' : 'sr-only'}>
                    {' '}
                    with {nameOf(slot, practitioners)}
                  </span>
                  {isGroup && (
                    <span className="block font-normal text-muted text-small">
                      <span className="sr-only">, </span>
                      {seatsWords(slot.seatsLeft)}
                    </span>
                  )}
                </TimeButton>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <CallToBook day={day} practitioners={practitioners} phone={phone} />
    </div>
  )
}

function partsOfDay(slots: Slot[], timeZone: string) {
  const seen = new Set<number>()
  // Of several who are free at a time the first is offered: whoever asks for anyone sees each time once.
  const once = slots.filter(({ startsAt }) => !seen.has(startsAt.getTime()) && seen.add(startsAt.getTime()))
  const partOf = (slot: Slot) => {
    const hour = hourOf(printTimeOfDay(slot.startsAt, timeZone))
    return hour < 12 ? 'Morning' : hour < 17 ? 'Afternoon' : 'Evening'
  }
  return ['Morning', 'Afternoon', 'Evening']
    .map((name) => ({ name, slots: once.filter((slot) => partOf(slot) === name) }))
    .filter((part) => part.slots.length > 0)
}

/** The hour of "9:30 am" on a clock of 24. */
function hourOf(time: string): number {
  const hour = Number(time.split(':')[0]) % 12
  return time.endsWith('pm') ? hour + 12 : hour
}

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  for (let month = `${from.slice(0, 7)}-01`; month <= to && months.length < 24; ) {
    months.push(month)
    month = `${addDays(month, 31).slice(0, 7)}-01`
  }
  return months
}

/** "November 2026". */
function monthName(month: string): string {
  return printDate(month).split(' ').slice(2).join(' ')
}

function nameOf({ practitionerId }: Slot, practitioners: Named[]): string {
  return practitioners.find(({ id }) => id === practitionerId)?.name ?? 'one of us'
}
