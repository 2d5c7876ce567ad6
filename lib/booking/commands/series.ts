import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { bookableFacts } from '../../availability/queries/facts'
import { firstFailure } from '../../availability/rules'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { refusalOf } from '../../db/faults'
import { type Refusal, type RefusalCode, refusal, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { messageStatements } from '../../messages/commands/outbox'
import { printAppointmentTime } from '../../time'
import { mayPlanAhead } from '../policy'
import type { BookSeriesInput } from '../schema/ahead'
import { attendeeOf } from './attendee'
import { followingStatements, type Plan, placingStatements, planOf } from './write'

export type BookedSeries = { seriesId: string; bookingIds: string[] }

/**
 * Books all visits of a series or none, in one transaction under the locks of everybody and everything concerned: each is a booking of its
 * own. One message tells of all. Refuses with what the first visit that cannot be booked is refused for, its time said in `fields.startsAt`
 * and in `facts.startsAt` (security.md A8).
 */
export async function bookSeries(actor: StaffActor, input: BookSeriesInput): Promise<BookedSeries> {
  allow(mayPlanAhead(actor, actor.clinicId))
  const seriesId = newId()
  const plans = await plansOf(actor, input, seriesId)
  const [first] = plans
  refuseUnless(first !== undefined, 'invalid_input')
  let underWay = first
  try {
    await asActor(actor, async (tx) => {
      const { facts, visit, attendee } = first
      await tx.$executeRaw`SELECT lock_resources(ARRAY[${visit.practitionerId}, ${attendee.id}]::uuid[]
        || ${plans.flatMap((plan) => plan.facts.session?.id ?? [])}::uuid[] || resources_of(${facts.service.id}::uuid, ${visit.locationId}::uuid))`
      await tx.bookingSeries.createMany({
        data: {
          id: seriesId,
          clinicId: actor.clinicId,
          everyWeeks: input.everyWeeks,
          createdAt: now(),
        },
      })
      for (const plan of plans) {
        underWay = plan
        for (const statement of placingStatements(actor, plan)) await tx.$executeRaw(statement)
      }
      for (const statement of messageStatements('series.booked', told(first))) await tx.$executeRaw(statement)
      for (const plan of plans)
        for (const statement of followingStatements(actor, plan)) await tx.$executeRaw(statement)
      await record(tx, actor, 'series.booked', {
        ...{ clinicId: actor.clinicId, subject: 'series', subjectId: seriesId, patientId: attendee.id },
        detail: { visits: plans.length },
      })
    })
  } catch (error) {
    const refused = refusalOf(error)
    throw refused ? named(refused, underWay) : error
  }
  return { seriesId, bookingIds: plans.map(({ id }) => id) }
}

/** Every visit looked at by the rules first, so that a refusal says which it is. */
async function plansOf(actor: StaffActor, input: BookSeriesInput, seriesId: string): Promise<Plan[]> {
  const { service, type, mode, practitionerId, locationId } = input
  const plans: Plan[] = []
  for (const startsAt of [...input.startsAt].sort((a, b) => a.getTime() - b.getTime())) {
    const visit = {
      clinicSlug: actor.clinicSlug,
      ...{ service, type, mode, practitionerId, locationId, startsAt },
    }
    const facts = await bookableFacts(actor, visit)
    const booking = { patientId: input.patientId, ...visit, idempotencyKey: '' }
    const known = plans[0]?.attendee ?? (await attendeeOf(actor, booking, facts.clinic, facts.service.id))
    const who = { ...known, isStaff: true, upcoming: known.upcoming + plans.length }
    const failure = firstFailure(facts, visit, now(), who)
    if (failure) throw conflict(failure, startsAt, facts.location.timeZone)
    const series = { id: seriesId, position: plans.length + 1 }
    plans.push(
      planOf(actor, { visit, facts, attendee: known, channel: 'phone', overbookReason: null, series }),
    )
  }
  return plans
}

function named(refused: Refusal, { visit, facts }: Plan): Refusal {
  return refused.status >= 500 ? refused : conflict(refused.code, visit.startsAt, facts.location.timeZone)
}

/** A refusal that says of which visit it is. */
export function conflict(code: RefusalCode, startsAt: Date, timeZone: string): Refusal {
  const time = printAppointmentTime(startsAt, timeZone)
  return refusal(
    code,
    { startsAt: `${time}: ${refusal(code).say} Nothing was changed.` },
    { startsAt: startsAt.toISOString() },
  )
}

const told = ({ id, facts }: Plan) => ({ id, clinicId: facts.clinic.id, version: 1 })
