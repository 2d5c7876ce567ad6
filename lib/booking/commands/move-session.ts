import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { type BookableFacts, bookableFacts } from '../../availability/queries/facts'
import { checksOf } from '../../availability/rules'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found, refusal, refuseUnless } from '../../errors'
import { instantAt } from '../../time'
import { mayPlanAhead } from '../policy'
import { canMoveSession, lapsesAt, MOVE_GRACE_SECONDS, OCCUPYING } from '../rules'
import type { MoveSessionInput } from '../schema/ahead'
import type { MoveSessionOnCalendarInput } from '../schema/calendar'
import { type BookingToChange, columns, recordChange, swapBooking } from './change'
import { MOVED, placeIn, RETURNED } from './move'
import { WHEN_ALL_HAVE_LEFT } from './place'
import { withdrawProposals } from './proposals'
import { lockSession } from './sessions'
import { lapseStatement } from './write'

/** Moves a session to a wall time at its place; everybody in it is told. As `moveSession`. */
export async function moveGroupSession(
  actor: StaffActor,
  { onDate, at, ...input }: MoveSessionInput,
): Promise<{ moved: number }> {
  const { location } = await sessionToMove(actor, input)
  return moveSession(actor, { ...input, startsAt: instantAt(onDate, at, location.timeZone) })
}

/**
 * Moves a session on the calendar. Its patients are told after a grace period, or not at all, as staff choose. Answers with the `sequence` to
 * take it back by, which is a move too, of which nobody hears who has not heard of the first.
 */
export async function moveSessionOnCalendar(
  actor: StaffActor,
  { tell, back, ...input }: MoveSessionOnCalendarInput,
): Promise<{ version: number }> {
  const tellAt = tell ? new Date(now().getTime() + MOVE_GRACE_SECONDS * 1000) : null
  await moveSession(actor, input, back ? { isReturn: true } : { tellAt })
  return { version: input.sequence + 1 }
}

type Where = { sessionId: string; sequence: number; startsAt: Date; practitionerId: string }
type How = { tellAt?: Date | null | undefined; isReturn?: boolean }

/**
 * Moves a session with everybody in it to another time, or another practitioner: one claim, and each appointment stays the booking it was.
 * The old time and its rooms are free at once, and seats that somebody kept there while they typed are kept no more; whoever books one at the
 * same moment moves too, or is refused. Refuses with `session_cancelled`, `session_begun`, `same_time`, `changed_meanwhile`,
 * `patient_overlap`, and as `scheduleGroupSession`.
 */
async function moveSession(actor: StaffActor, to: Where, how: How = {}): Promise<{ moved: number }> {
  const session = await sessionToMove(actor, to)
  const { startsAt, practitionerId } = to
  const isThere = startsAt.getTime() === session.startsAt.getTime()
  refuseUnless(!isThere || practitionerId !== session.practitionerId, 'same_time')
  const length = session.endsAt.getTime() - session.startsAt.getTime()
  const facts = await factsThere(actor, session, to, length / 60_000)
  const place = { startsAt, endsAt: new Date(startsAt.getTime() + length), practitionerId }
  return asActor(actor, async (tx) => {
    const things = [session.practitionerId, practitionerId]
    await lockSession(tx, to.sessionId, things, { service: facts.service.id, location: facts.location.id })
    const { count } = await tx.groupSession.updateMany({
      where: { id: to.sessionId, sequence: to.sequence, cancelledAt: null },
      data: { ...place, sequence: to.sequence + 1 },
    })
    refuseUnless(count === 1, 'changed_meanwhile')
    const ofSession = { groupSessionId: to.sessionId, status: { in: [...OCCUPYING] } }
    const sitting = await tx.booking.findMany({ where: ofSession, select: columns })
    refuseUnless(canMoveSession({ ...session, attending: sitting }, now()), 'session_begun')
    await refuseEngaged(tx, sitting, place)
    const returning = how.isReturn ? await justMoved(tx, sitting) : []
    for (const booking of sitting) {
      const isReturn = returning.includes(booking.id)
      await moveWith(tx, actor, booking, place, { tellAt: how.tellAt, isReturn })
    }
    const { bufferBefore, bufferAfter } = facts.terms
    await tx.$executeRaw`SELECT claim_time(${actor.clinicId}::uuid, ${facts.service.id}::uuid, ${practitionerId}::uuid, ${facts.location.id}::uuid,
      tstzrange(${place.startsAt}::timestamptz, ${place.endsAt}::timestamptz), ${bufferBefore}::int, ${bufferAfter}::int,
      NULL, ${to.sessionId}::uuid, NULL, NULL, false, ${now()}::timestamptz)`
    await record(tx, actor, 'session.moved', {
      ...{ clinicId: actor.clinicId, subject: 'session', subjectId: to.sessionId },
      detail: { bookings: sitting.length },
    })
    return { moved: sitting.length }
  })
}

async function sessionToMove(
  actor: StaffActor,
  { sessionId, sequence }: Pick<Where, 'sessionId' | 'sequence'>,
) {
  allow(mayPlanAhead(actor, actor.clinicId))
  const session = await asActor(actor, (tx) =>
    tx.groupSession.findFirst({
      where: { id: sessionId, clinicId: actor.clinicId },
      select: {
        ...{ startsAt: true, endsAt: true, sequence: true, cancelledAt: true, mode: true },
        ...{ practitionerId: true, locationId: true },
        service: { select: { code: true } },
        location: { select: { timeZone: true } },
      },
    }),
  )
  const known = found(session)
  refuseUnless(known.cancelledAt === null, 'session_cancelled')
  refuseUnless(known.sequence === sequence, 'changed_meanwhile')
  return known
}

/** Asks the rules of a new session there, but for what its own time is in the way of: that is for `claim_time` to say, which lets it go first. */
async function factsThere(
  actor: StaffActor,
  session: Awaited<ReturnType<typeof sessionToMove>>,
  { startsAt, practitionerId }: Where,
  minutes: number,
): Promise<BookableFacts> {
  const { mode, locationId, service } = session
  const visit = {
    ...{ clinicSlug: actor.clinicSlug, service: service.code, type: 'initial' as const },
    ...{ mode, practitionerId, locationId, startsAt },
  }
  const facts = await bookableFacts(actor, visit)
  refuseUnless(!facts.session, 'slot_taken')
  const asked = { ...facts, session: undefined, terms: { ...facts.terms, minutes } }
  const broken = checksOf(asked, visit, now(), { isStaff: true, keepsPractitioner: true }).find(
    ({ rule, passes }) => !passes && !WHEN_ALL_HAVE_LEFT.includes(rule),
  )
  if (broken) throw refusal(broken.rule)
  return asked
}

type Place = { startsAt: Date; endsAt: Date; practitionerId: string }

/** Says who cannot come then; the database refuses it of every clinic's appointments. */
async function refuseEngaged(tx: Tx, sitting: readonly BookingToChange[], place: Place): Promise<void> {
  const engaged = await tx.booking.findFirst({
    where: {
      patientId: { in: sitting.map(({ patientId }) => patientId) },
      id: { notIn: sitting.map(({ id }) => id) },
      status: { in: ['requested', 'held', 'confirmed', 'arrived', 'in_progress'] },
      ...{ startsAt: { lt: place.endsAt }, endsAt: { gt: place.startsAt }, patientOverlap: false },
    },
    select: { patient: { select: { firstName: true, lastName: true } } },
  })
  if (!engaged) return
  const { firstName, lastName } = engaged.patient
  throw refusal('patient_overlap', { at: `${firstName} ${lastName} has another appointment at that time` })
}

/** Those whose last change was a move: the others came since, and to them taking it back is a move. */
async function justMoved(tx: Tx, sitting: readonly { id: string }[]): Promise<string[]> {
  const last = await tx.bookingEvent.findMany({
    where: { bookingId: { in: sitting.map(({ id }) => id) } },
    select: { bookingId: true, kind: true },
    orderBy: { id: 'desc' },
    distinct: ['bookingId'],
  })
  return last.filter(({ kind }) => kind === MOVED.kind).map(({ bookingId }) => bookingId)
}

async function moveWith(
  tx: Tx,
  actor: StaffActor,
  booking: BookingToChange,
  place: Place,
  { tellAt, isReturn }: How,
): Promise<void> {
  await swapBooking(tx, booking, { ...place, sequence: booking.sequence + 1 })
  await withdrawProposals(tx, booking.id)
  if (booking.status === 'requested')
    await tx.$executeRaw(lapseStatement(booking.id, lapsesAt({ ...booking, ...place }, null)))
  await recordChange(tx, actor, booking, {
    ...(isReturn ? RETURNED : MOVED),
    before: placeIn(booking),
    after: placeIn({ ...booking, ...place }),
    tellAt,
  })
}
