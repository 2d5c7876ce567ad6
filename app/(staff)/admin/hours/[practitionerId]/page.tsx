import type { Metadata } from 'next'
import { LeaveForm, OpeningForm, TravelForm } from '@/components/availability/exception-forms'
import { ExceptionList } from '@/components/availability/exception-list'
import { OutsideList } from '@/components/availability/outside-list'
import { WeekForm } from '@/components/availability/week-form'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { Section } from '@/components/ui/section'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { mayCloseDates } from '@/lib/availability/policy'
import { getHours, type HoursView } from '@/lib/availability/queries/hours'
import { readOutside } from '@/lib/availability/queries/outside'
import { weekInWords } from '@/lib/availability/text/week'
import { getWorkplace, type Workplace } from '@/lib/clinics/queries/workplace'
import { zoneOptions } from '@/lib/clinics/text/zones'
import { printZone } from '@/lib/time'
import { WEEKDAYS } from '@/lib/wall'
import { blockRow, itemsOf, travelItem } from './choices'

export const metadata: Metadata = { title: 'Hours' }

type Props = { params: Promise<{ practitionerId: string }>; searchParams: Promise<{ done?: string }> }

const done: Record<string, string> = {
  week: 'Weekly hours saved',
  leave: 'Leave entered',
  opening: 'Extra times opened',
  travel: 'Time zone set',
  removed: 'Taken back',
}

/** One practitioner's hours: the week, what is to come beside it, and the appointments that are outside. */
export default async function PractitionerHoursPage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  const { practitionerId } = await params
  const hours = await orNotFound(getHours(actor, practitionerId))
  const [clinic, outside, asked] = [
    await getWorkplace(actor),
    await readOutside(actor, practitionerId),
    await searchParams,
  ]
  const { name, isMe } = hours.practitioner
  const back = mayCloseDates(actor, actor.clinicId)
    ? { href: '/admin/hours', say: 'Everybody’s hours' }
    : { href: '/clinic/day', say: 'My day' }
  return (
    <Page
      wide
      title={isMe ? 'My hours' : `${name}’s hours`}
      lead={hours.practitioner.title}
      back={back}
      actions={
        <>
          {hours.mayTakeLeave && (
            <LinkButton kind="secondary" href={`/desk/away?practitionerId=${practitionerId}`}>
              {isMe ? 'I am away' : `${name} is away`}
            </LinkButton>
          )}
          <LinkButton kind="secondary" href={`/admin/hours/${practitionerId}/calendars`}>
            {isMe ? 'My calendars' : 'Calendars'}
          </LinkButton>
        </>
      }
    >
      {asked.done && done[asked.done] && <Notification kind="success" title={done[asked.done]} />}
      {outside.length > 0 && (
        <Section id="outside" title="Appointments outside the hours">
          <p className="text-muted">
            These were booked before the hours changed, or outside them on purpose. They stand until they are
            moved or cancelled.{' '}
            {hours.mayTakeLeave && (
              <Link href={`/desk/away?practitionerId=${practitionerId}`}>
                Propose other times to all patients of an absence
              </Link>
            )}
          </p>
          <OutsideList caption="Appointments outside the hours" bookings={outside} />
        </Section>
      )}
      <Week hours={hours} clinic={clinic} />
      <Coming hours={hours} clinic={clinic} />
      <Travel hours={hours} clinic={clinic} />
    </Page>
  )
}

function Week({ hours, clinic }: { hours: HoursView; clinic: Workplace }) {
  const { week, stamp, practitioner } = hours
  const nameOf = (id: string) => clinic.locations.find((place) => place.id === id)?.name ?? 'elsewhere'
  if (!hours.mayEdit)
    return (
      <Section id="week" title="Weekly hours">
        <ul>
          {weekInWords(week, nameOf).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {week.length === 0 && <p className="text-muted">No hours yet.</p>}
      </Section>
    )
  const offered = clinic.services.filter(({ id }) => practitioner.serviceIds.includes(id))
  return (
    <Section id="week" title="Weekly hours">
      {week.length === 0 && (
        <Notification kind="info" title="No hours yet">
          Until there are some, nobody can book with {practitioner.isMe ? 'you' : practitioner.name}.
        </Notification>
      )}
      <WeekForm
        practitionerId={practitioner.id}
        stamp={stamp}
        days={WEEKDAYS.map((name, n) => ({ weekday: n + 1, name }))}
        rows={week.map(blockRow)}
        places={clinic.locations.map(({ id, name }) => ({ value: id, label: name }))}
        services={offered.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Section>
  )
}

function Coming({ hours, clinic }: { hours: HoursView; clinic: Workplace }) {
  const { id } = hours.practitioner
  const items = itemsOf(hours)
  // Once something is saved, its form begins anew.
  const saved = items.map((item) => item.id).join()
  return (
    <Section id="coming" title="Leave, extra times and closures">
      {items.length > 0 ? (
        <ExceptionList label="Leave, extra times and closures" items={items} />
      ) : (
        <p className="text-muted">Nothing is coming up: the weekly hours hold.</p>
      )}
      <div key={saved} className="grid items-start gap-4 lg:grid-cols-2">
        {hours.mayTakeLeave && (
          <Card title="Enter leave">
            <LeaveForm practitionerId={id} zone={printZone(clinic.timeZone)} />
          </Card>
        )}
        {hours.mayEdit && (
          <Card title="Open extra times">
            <OpeningForm
              practitionerId={id}
              places={clinic.locations.map((place) => ({ value: place.id, label: place.name }))}
            />
          </Card>
        )}
      </div>
    </Section>
  )
}

function Travel({ hours, clinic }: { hours: HoursView; clinic: Workplace }) {
  const { travels, mayEdit, practitioner } = hours
  if (!mayEdit && travels.length === 0) return null
  return (
    <Section id="travel" title="Away in another time zone">
      {travels.length > 0 ? (
        <ExceptionList label="Stays elsewhere" items={travels.map((stay) => travelItem(stay, mayEdit))} />
      ) : (
        <p className="text-muted">Hours by video and phone go by {printZone(clinic.timeZone)}.</p>
      )}
      {mayEdit && (
        <Card key={travels.map(({ id }) => id).join()} title="Set a time zone for dates">
          <TravelForm
            practitionerId={practitioner.id}
            zones={[{ value: '', label: 'Choose' }, ...zoneOptions()]}
          />
        </Card>
      )}
    </Section>
  )
}
