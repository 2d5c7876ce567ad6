import { Section } from '@/components/ui/section'
import type { BookingDeed, BookingFacts } from '@/lib/booking/queries/history'
import { STATUS_WORDS } from '@/lib/booking/text'
import { printAppointmentTime } from '@/lib/time'

const deeds: Record<string, string> = {
  booked: 'Booked',
  requested: 'Asked for',
  accepted: 'Accepted',
  declined: 'Declined',
  lapsed: 'Lapsed unanswered',
  proposed: 'Another time proposed',
  proposal_accepted: 'Proposed time accepted',
  proposal_declined: 'Proposed time declined',
  proposal_lapsed: 'Proposed time lapsed unanswered',
  moved: 'Moved',
  stretched: 'Length changed',
  moved_back: 'Move taken back',
  cancelled: 'Cancelled',
  arrive: 'Arrived',
  start: 'Started',
  complete: 'Completed',
  no_show: 'Did not come',
  undo: 'Last step taken back',
}

const doers: Record<string, string> = {
  patient: 'the patient, signed in',
  guest: 'the patient, online',
  link: 'the patient, by the link in a message',
  staff: 'a colleague',
  system: 'the portal',
}

/** What was done to a booking: who, when, why, and what was before. Latest first. `timeZone` is the location's. */
export function BookingHistory({ history, timeZone }: { history: BookingDeed[]; timeZone: string }) {
  return (
    <Section id="history" title="History">
      <ol className="flex flex-col border-line border-l-2">
        {history.toReversed().map((deed) => (
          <li key={deed.id} className="relative py-2 pl-5">
            <span aria-hidden className="absolute top-4 -left-[5px] size-2 rounded-full bg-accent" />
            <p>
              <span className="font-semibold">{deeds[deed.kind] ?? deed.kind}</span> by{' '}
              {deed.by ?? doers[deed.byKind] ?? deed.byKind}
            </p>
            <p className="text-muted text-small">{printAppointmentTime(deed.at, timeZone)}</p>
            <Change deed={deed} timeZone={timeZone} />
            {deed.reason && <p>Reason: {deed.reason}</p>}
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Change({ deed, timeZone }: { deed: BookingDeed; timeZone: string }) {
  const [before, after] = [deed.before, deed.after].map((facts) =>
    sayFacts(deed.kind === 'stretched' ? facts : { ...facts, endsAt: undefined }, timeZone),
  )
  if (!after) return null
  return (
    <p>
      {before && (
        <>
          <span className="sr-only">From </span>
          {before} <span aria-hidden>→</span>
          <span className="sr-only">to</span>{' '}
        </>
      )}
      {after}
    </p>
  )
}

function sayFacts({ startsAt, endsAt, status, practitionerName }: BookingFacts, timeZone: string): string {
  return [
    startsAt && printAppointmentTime(startsAt, timeZone, endsAt),
    practitionerName && `with ${practitionerName}`,
    status && STATUS_WORDS[status],
  ]
    .filter(Boolean)
    .join(' ')
}
