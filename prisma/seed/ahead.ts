import { Temporal } from 'temporal-polyfill'
import {
  type CastPatient,
  drMora,
  gp,
  harbour,
  harbourOthers,
  harbourStreet,
  movement,
  nurseNoor,
  patients,
  procedure,
} from './cast'
import { idOf, type Visit } from './diary'

/** A session of the demo, before it is written. */
export type PlannedSession = Pick<
  Visit,
  'id' | 'clinic' | 'practitioner' | 'location' | 'startsAt' | 'endsAt' | 'things'
> & { service: typeof movement }

/** What Harbour has beside its plain diary. */
export type Planned = {
  sessions: PlannedSession[]
  series: { id: string; clinic: typeof harbour; everyWeeks: number }[]
  visits: Visit[]
}

const [elif, frank, grace, hiro, isla, jose, katya] = harbourOthers
/** Who has a seat in each of the coming classes: some, few, all, nobody. */
const CLASSES: readonly (readonly CastPatient[])[] = [
  [patients.ada, elif, frank, grace, hiro, katya],
  [patients.ada, isla, jose],
  harbourOthers,
  [],
]
const WEEKS = 6

/**
 * One of everything that is not booked by itself, around an instant: classes with seats taken, a series half over, requests that wait, an
 * appointment over another, one outside the hours, one cancelled too late. The same day gives the same.
 */
export function plannedAhead(now: Temporal.Instant): Planned {
  const classes = CLASSES.map((seats, n) => classWith(seats, clock(now, 3, n, '11:00')))
  const everyWeeks = 1
  const series = { id: idOf('series hiro'), clinic: harbour, everyWeeks }
  return {
    sessions: classes.map(({ session }) => session),
    series: [series],
    visits: [
      ...classes.flatMap(({ visits }) => visits),
      ...Array.from({ length: WEEKS }, (_, n) => {
        const visit = doctorsVisit(hiro, clock(now, 2, (n - WEEKS / 2) * everyWeeks, '15:30'), 'phone')
        const isOver = Temporal.Instant.compare(visit.endsAt, now) <= 0
        const status = isOver ? ('completed' as const) : visit.status
        return { ...visit, status, series: { id: series.id, position: n + 1 } }
      }),
      request(patients.ben, clock(now, 4, 1, '14:30'), now.subtract({ hours: 20 })),
      request(isla, clock(now, 5, 1, '10:00'), now.subtract({ hours: 5 })),
      doctorsVisit(katya, clock(now, 1, 0, '10:00')),
      {
        ...doctorsVisit(jose, clock(now, 1, 0, '10:10'), 'phone'),
        overbookReason: 'High fever, Dr Mora agreed on the phone',
      },
      doctorsVisit(frank, clock(now, 1, 0, '17:00'), 'phone'),
      cancelledLate(grace, clock(now, 5, -2, '15:00')),
    ],
  }
}

/** A wall time at Harbour on a weekday (ISO) of the week that begins after today, or of one so many weeks later or before. */
function clock(now: Temporal.Instant, weekday: number, weeks: number, time: string): Temporal.Instant {
  const today = now.toZonedDateTimeISO(harbour.timeZone).toPlainDate()
  const ahead = ((weekday - today.dayOfWeek + 6) % 7) + 1
  return today
    .add({ days: ahead + weeks * 7 })
    .toZonedDateTime({ timeZone: harbour.timeZone, plainTime: time })
    .toInstant()
}

function classWith(seats: readonly CastPatient[], startsAt: Temporal.Instant) {
  const when = { startsAt, endsAt: startsAt.add({ minutes: movement.initialMinutes }) }
  const things = harbour.resources.filter(({ services }) => services.some((it) => it === movement))
  const where = {
    clinic: harbour,
    practitioner: nurseNoor,
    service: movement,
    location: harbourStreet,
    ...when,
  }
  const session = { id: idOf(`session ${startsAt}`), things, ...where }
  const visits = seats.map((patient, n): Visit => {
    const who = { patient, type: 'initial', status: 'confirmed' } as const
    const id = idOf(`seat ${session.id} ${patient.id}`)
    return { id, ...where, ...who, source: n % 2 ? 'phone' : 'online', sessionId: session.id }
  })
  return { session, visits }
}

function doctorsVisit(
  patient: CastPatient,
  startsAt: Temporal.Instant,
  source: Visit['source'] = 'online',
): Visit {
  const endsAt = startsAt.add({ minutes: gp.followUpMinutes })
  const where = { clinic: harbour, practitioner: drMora, service: gp, location: harbourStreet } as const
  const who = { patient, type: 'follow_up', status: 'confirmed', source } as const
  return { id: idOf(`planned ${patient.id} ${startsAt}`), ...where, ...who, startsAt, endsAt }
}

function request(patient: CastPatient, startsAt: Temporal.Instant, askedAt: Temporal.Instant): Visit {
  return {
    ...doctorsVisit(patient, startsAt),
    ...{ service: procedure, type: 'initial', status: 'requested', askedAt },
    endsAt: startsAt.add({ minutes: procedure.initialMinutes }),
    things: harbour.resources.filter(({ services }) => services.some((it) => it === procedure)),
  }
}

function cancelledLate(patient: CastPatient, startsAt: Temporal.Instant): Visit {
  return {
    ...doctorsVisit(patient, startsAt),
    status: 'cancelled',
    cancelledAt: startsAt.subtract({ hours: 3 }),
  }
}
