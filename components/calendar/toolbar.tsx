import { ChevronLeft, ChevronRight } from 'lucide-react'
import Form from 'next/form'
import { Button, LinkButton } from '@/components/ui/button'
import { Checkboxes } from '@/components/ui/checkboxes'
import { Disclosure } from '@/components/ui/disclosure'
import { Select } from '@/components/ui/select'
import { TextInput } from '@/components/ui/text-input'
import type { CalendarQuery } from '@/lib/calendar/schema'
import { calendarSearch } from './address'
import type { CalendarLinks } from './keys-help'

type Named = { id: string; name: string }

/** Today and the days beside, the lens, any other date, and whose columns. Links and a form: it works without JavaScript, and Back goes back. */
export function CalendarToolbar({
  query,
  today,
  links,
  clinic,
}: {
  query: CalendarQuery
  today: string
  links: CalendarLinks & { rooms: string; practitioners: string }
  clinic: { practitioners: Named[]; locations: Named[] }
}) {
  const isWeek = query.view === 'week'
  const unit = isWeek ? 'week' : 'day'
  const lenses: [label: string, href: string, isCurrent: boolean][] = [
    ['Practitioners', links.practitioners, !isWeek && query.by === 'practitioner'],
    ['Rooms', links.rooms, query.by === 'room'],
    ['Week', links.week, isWeek],
  ]
  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-3 print:hidden">
      <nav aria-label="Dates" className="flex gap-1.5">
        <LinkButton kind="secondary" href={links.previous}>
          <ChevronLeft aria-hidden className="size-4" />
          <span className="sr-only">Previous {unit}</span>
        </LinkButton>
        <LinkButton
          kind="secondary"
          href={links.today}
          aria-current={query.day === today ? 'date' : undefined}
        >
          Today
        </LinkButton>
        <LinkButton kind="secondary" href={links.next}>
          <span className="sr-only">Next {unit}</span>
          <ChevronRight aria-hidden className="size-4" />
        </LinkButton>
      </nav>
      <nav aria-label="Show by" className="flex gap-1.5">
        {lenses.map(([label, href, isCurrent]) => (
          <LinkButton
            key={label}
            kind={isCurrent ? 'primary' : 'secondary'}
            href={href}
            aria-current={isCurrent ? 'true' : undefined}
          >
            {label}
          </LinkButton>
        ))}
      </nav>
      {/* Keyed by what is shown, so that the boxes follow the links. */}
      <Form
        key={calendarSearch(query)}
        action="/desk/calendar"
        prefetch={false}
        className="flex flex-wrap items-end gap-2 [&_input[type=date]]:h-(--control)"
      >
        {isWeek && <input type="hidden" name="view" value="week" />}
        {query.by === 'room' && <input type="hidden" name="by" value="room" />}
        <TextInput id="day" name="day" type="date" label="Date" width="medium" defaultValue={query.day} />
        <Whose query={query} clinic={clinic} />
        <Button type="submit" kind="secondary">
          Show
        </Button>
      </Form>
    </div>
  )
}

function Whose({
  query,
  clinic,
}: {
  query: CalendarQuery
  clinic: { practitioners: Named[]; locations: Named[] }
}) {
  const options = (all: Named[]) => all.map(({ id, name }) => ({ value: id, label: name }))
  if (query.view === 'week')
    return (
      <Select
        id="with"
        name="with"
        label="Practitioner"
        defaultValue={query.with[0]}
        options={options(clinic.practitioners)}
      />
    )
  const place = clinic.locations.length > 1 && (
    <Select
      id="at"
      name="at"
      label="Location"
      defaultValue={query.at ?? ''}
      options={[{ value: '', label: 'All' }, ...options(clinic.locations)]}
    />
  )
  if (query.by === 'room' || clinic.practitioners.length < 2) return place
  const chosen = query.with.length > 0 ? query.with : clinic.practitioners.map(({ id }) => id)
  return (
    <>
      {place}
      <Disclosure
        summary={
          query.with.length > 0
            ? `Practitioners: ${query.with.length} of ${clinic.practitioners.length}`
            : 'Practitioners: all'
        }
      >
        <Checkboxes
          id="with"
          name="with"
          label="Practitioners"
          quietLegend
          options={options(clinic.practitioners)}
          defaultValues={chosen}
        />
      </Disclosure>
    </>
  )
}
