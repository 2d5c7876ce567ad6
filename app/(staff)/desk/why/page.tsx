import type { Metadata } from 'next'
import Form from 'next/form'
import { z } from 'zod'
import { RuleList } from '@/components/desk/rule-list'
import { readPlace } from '@/components/desk/visit-choices'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Select } from '@/components/ui/select'
import { TextInput } from '@/components/ui/text-input'
import type { StaffActor } from '@/lib/access/actor'
import { requireActor } from '@/lib/access/current'
import { mayExplain } from '@/lib/availability/policy'
import { explainTime } from '@/lib/availability/queries/explain'
import { getWorkplace, type Workplace } from '@/lib/clinics/queries/workplace'
import { instantAt, localTime, printAppointmentTime } from '@/lib/time'
import { askedDay } from '../../asked-day'
import { type AskedVisit, wantedVisit } from '../book/[patientId]/wanted'

export const metadata: Metadata = { title: 'Why is this time not offered?' }

type Asked = AskedVisit & { time?: string }
const wallTime = z.iso.time({ precision: -1 })

/** Any practitioner and time, and every rule of booking online with whether it holds and where it is set. */
export default async function WhyPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const actor = await requireActor('staff')
  if (!mayExplain(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const [clinic, asked] = await Promise.all([getWorkplace(actor), searchParams])
  const choice = wantedVisit(asked, clinic, true)
  const { day } = askedDay(asked.day, clinic.timeZone)
  const time = wallTime.safeParse(asked.time).data ?? '09:00'
  return (
    <Page wide title="Why is this time not offered?">
      {choice ? (
        <>
          <Question choice={choice} day={day} time={time} />
          {asked.time !== undefined && (
            <Answer actor={actor} clinic={clinic} choice={choice} day={day} time={time} />
          )}
        </>
      ) : (
        <EmptyState title="There is nothing to book">The clinic has no services yet.</EmptyState>
      )}
    </Page>
  )
}

type Choice = NonNullable<ReturnType<typeof wantedVisit>>

function Question({ choice, day, time }: { choice: Choice; day: string; time: string }) {
  const { wanted, services, practitioners, places } = choice
  return (
    <Form action="/desk/why" prefetch={false} className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <Select id="service" name="service" label="Service" defaultValue={wanted.service} options={services} />
      <Select
        id="type"
        name="type"
        label="Visit"
        defaultValue={wanted.type}
        options={[
          { value: 'initial', label: 'First visit' },
          { value: 'follow_up', label: 'Follow-up' },
        ]}
      />
      <Select id="with" name="with" label="Practitioner" defaultValue={wanted.with} options={practitioners} />
      <Select id="place" name="place" label="Place" defaultValue={wanted.place} options={places} />
      <TextInput id="day" name="day" label="Date" type="date" width="medium" defaultValue={day} required />
      <TextInput id="time" name="time" label="Time" type="time" width="short" defaultValue={time} required />
      <Button type="submit" kind="secondary">
        Explain
      </Button>
    </Form>
  )
}

type AnswerProps = { actor: StaffActor; clinic: Workplace; choice: Choice; day: string; time: string }

async function Answer({ actor, clinic, choice, day, time }: AnswerProps) {
  const { wanted, practitioners } = choice
  const { mode, location: locationId } = readPlace(wanted.place)
  const practitionerId = wanted.with || practitioners[0]?.value
  const location = clinic.locations.find(({ id }) => id === locationId)
  const startsAt = location && instantAt(day, time, location.timeZone)
  if (!practitionerId || !location || !startsAt)
    return <EmptyState title="Nobody offers this service">Choose who offers it under Set-up.</EmptyState>
  if (localTime(startsAt, location.timeZone) !== time)
    return <EmptyState title="That time does not exist">The clocks skip it on that day.</EmptyState>
  const { service, type } = wanted
  const visit = { service, type, mode, practitionerId, locationId, startsAt }
  const { checks, calendars } = await explainTime(actor, visit)
  const who = practitioners.find(({ value }) => value === practitionerId)?.label
  return (
    <RuleList
      title={`${printAppointmentTime(startsAt, location.timeZone)}, ${who}`}
      checks={checks}
      notes={calendars.length > 0 ? { slot_taken: `Busy in ${calendars.join(' and ')}` } : {}}
      ids={{ practitionerId, serviceId: choice.service.id }}
      canSet={actor.roles.includes('admin')}
    />
  )
}
