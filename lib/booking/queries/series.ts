import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { bookableFacts } from '../../availability/queries/facts'
import { firstFailure } from '../../availability/rules'
import { now } from '../../clock'
import type { RefusalCode } from '../../errors'
import { mayPlanAhead } from '../policy'
import { type SeriesLength, visitsOfSeries } from '../rules/series'
import type { Mode, VisitType } from '../schema'

/** A visit of a series that might be: what it would be refused for, or null where it can be booked. `timeZone` is the location's. */
export type SeriesVisit = { startsAt: Date; endsAt: Date; timeZone: string; refusedFor: RefusalCode | null }

type Wanted = SeriesLength & {
  service: string
  type: VisitType
  mode: Mode
  practitionerId: string
  locationId: string
  startsAt: Date
  everyWeeks: number
}

/** Every visit of a series, looked at one by one; nothing is kept. Refuses what does not exist as `bookableFacts` does. */
export async function previewSeries(actor: StaffActor, wanted: Wanted): Promise<SeriesVisit[]> {
  allow(mayPlanAhead(actor, actor.clinicId))
  const { startsAt: first, everyWeeks, times, until, ...visit } = wanted
  const look = async (startsAt: Date): Promise<SeriesVisit> => {
    const asked = { ...visit, clinicSlug: actor.clinicSlug, startsAt }
    const facts = await bookableFacts(actor, asked)
    return {
      startsAt,
      endsAt: new Date(startsAt.getTime() + facts.terms.minutes * 60_000),
      timeZone: facts.location.timeZone,
      refusedFor: firstFailure(facts, asked, now(), { isStaff: true }),
    }
  }
  const looked = await look(first)
  const rest = visitsOfSeries(first, everyWeeks, { times, until }, looked.timeZone).slice(1)
  const visits = [looked]
  // One after the other: a preview must not take all connections of the portal.
  for (const startsAt of rest) visits.push(await look(startsAt))
  return visits
}
