import type { Metadata } from 'next'
import { SeriesPreview } from '@/components/desk/series-preview'
import { readPlace, VisitChoices } from '@/components/desk/visit-choices'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { PatientLine } from '@/components/people/patient-line'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { TextInput } from '@/components/ui/text-input'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { bookSeriesAction } from '@/lib/booking/actions'
import { listComingVisits } from '@/lib/booking/queries/caller'
import { previewSeries } from '@/lib/booking/queries/series'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { getPatient } from '@/lib/people/queries'
import { instantAt } from '@/lib/time'
import { type AskedVisit, wantedVisit } from '../wanted'
import { type AskedSeries, readAsked } from './asked'

export const metadata: Metadata = { title: 'Book a series' }

type Props = { params: Promise<{ patientId: string }>; searchParams: Promise<AskedVisit & AskedSeries> }

/** Every so many weeks at the same time: looked at first, then booked whole or not at all. The choices are in the address. */
export default async function SeriesPage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  const [{ patientId }, asked] = await Promise.all([params, searchParams])
  const patient = await orNotFound(getPatient(actor, patientId))
  const [clinic, visits] = await Promise.all([getWorkplace(actor), listComingVisits(actor, patientId)])
  const choice = wantedVisit(asked, clinic, visits.hasBeenSeen)
  const path = `/desk/book/${patient.id}/series`
  if (!choice)
    return <EmptyState title="There is nothing to book">The clinic has no services yet.</EmptyState>
  const { wanted, practitioners } = choice
  const practitionerId = wanted.with || practitioners[0]?.value || ''
  const { mode, location } = readPlace(wanted.place)
  const zone = clinic.locations.find(({ id }) => id === location)?.timeZone ?? clinic.timeZone
  const visit = { service: wanted.service, type: wanted.type, mode, practitionerId, locationId: location }
  const series = readAsked(asked)
  const preview =
    series &&
    (await previewSeries(actor, {
      ...visit,
      ...series.length,
      everyWeeks: series.everyWeeks,
      startsAt: instantAt(series.from, series.at, zone),
    }))
  const open = preview?.filter(({ refusedFor }) => refusedFor === null).length ?? 0
  return (
    <Page
      wide
      title={`Book a series for ${patient.firstName} ${patient.lastName}`}
      back={{ href: `/desk/book/${patient.id}`, say: 'One appointment' }}
    >
      <PatientLine patient={patient} />
      <VisitChoices
        path={path}
        {...choice}
        wanted={{ ...wanted, with: practitionerId }}
        isNamed
        more={{ fields: <SeriesFields asked={asked} />, button: 'Show the dates' }}
      />
      {preview && series && (
        <ActionForm action={bookSeriesAction}>
          {Object.entries({ patientId: patient.id, ...visit, everyWeeks: String(series.everyWeeks) }).map(
            ([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ),
          )}
          <SeriesPreview visits={preview} />
          {open > 1 && <SubmitButton>Book {open} visits</SubmitButton>}
        </ActionForm>
      )}
    </Page>
  )
}

/** When it begins, how often, and how many or until when; on a line of their own. */
function SeriesFields({ asked }: { asked: AskedSeries }) {
  return (
    <div className="flex basis-full flex-wrap items-end gap-x-4 gap-y-3">
      <TextInput
        id="from"
        name="from"
        label="First on"
        type="date"
        width="medium"
        defaultValue={asked.from}
      />
      <TextInput id="at" name="at" label="At" type="time" width="short" defaultValue={asked.at} />
      <TextInput
        id="weeks"
        name="weeks"
        label="Every (weeks)"
        inputMode="numeric"
        width="short"
        defaultValue={asked.weeks ?? '1'}
      />
      <TextInput
        id="times"
        name="times"
        label="Visits"
        inputMode="numeric"
        width="short"
        defaultValue={asked.times ?? '6'}
      />
      <TextInput
        id="until"
        name="until"
        label="Or until"
        type="date"
        width="medium"
        defaultValue={asked.until}
      />
    </div>
  )
}
