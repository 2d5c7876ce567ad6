import { accountIdOf, type Guest, type PatientActor } from '../../access/actor'
import { getClinic, listServices } from '../../clinics/queries'
import { now } from '../../clock'
import { Refusal, refusal, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { localDate } from '../../time'
import { isDraftOf, LOST_TIME, stepPath } from '../rules/journey'
import { type ParsedDetails, parseDetails } from '../schema/details'
import type {
  BookingDraft,
  ChoosePersonInput,
  ChooseTimeInput,
  ConfirmInput,
  DetailsInput,
  LeavingInput,
  UnderWay,
} from '../schema/draft'
import { bookAppointment } from './book'
import { placeHold, releaseHold } from './hold'

/**
 * The journey of the booking pages from a chosen time on. Each step takes the draft of this browser and answers with the draft as it is to
 * be and the page to go to; what is said of a lost time is on that page, made anew, because only then are its other times still free.
 */

type Patron = Guest | PatientActor
type Stepped = { draft: BookingDraft | null; result: { goTo: string } }

/** Nobody types their name and birth date quicker than this, in milliseconds. */
const QUICKEST_TYPING = 500

/** Keeps the chosen time instead of the one kept before, if any. A time that is lost leads back to the free times, which say so. */
export async function chooseTime(
  actor: Patron,
  input: ChooseTimeInput,
  before: BookingDraft | null,
): Promise<Stepped> {
  const { clinicSlug, service, type, mode, practitioner } = input
  const visit = { service, type, mode, ...input.time }
  const same =
    before?.state === 'under_way' && before.clinicSlug === clinicSlug && isDraftOf(before, accountIdOf(actor))
      ? before
      : null
  const old = before?.state === 'under_way' ? before.hold?.id : undefined
  try {
    const { holdId, expiresAt } = await placeHold(actor, { ...visit, clinicSlug }, old)
    const draft: UnderWay = {
      state: 'under_way',
      clinicSlug,
      by: accountIdOf(actor),
      visit: { ...visit, practitioner },
      hold: { id: holdId, expiresAt },
      bookFor: same?.bookFor,
      answers: same?.answers ?? {},
      // Another service may ask for more.
      isWhole: same?.isWhole === true && same.visit.service === service,
      idempotencyKey: newId(),
      heldAt: now(),
    }
    return step(draft, stepPath(clinicSlug, nextStep(actor, draft)))
  } catch (error) {
    if (!isLost(error)) throw error
    const choices = { service, type, mode, location: input.location, practitioner }
    const also = { gone: error.code, at: input.time.startsAt.toISOString() }
    return { draft: before, result: { goTo: stepPath(clinicSlug, 'when', choices, also) } }
  }
}

/** For whom a signed-in person books: somebody they act for, or somebody else. Whether they may is asked when it is booked. */
export async function choosePerson(
  actor: Patron,
  { clinicSlug, bookFor }: ChoosePersonInput,
  before: BookingDraft | null,
): Promise<Stepped> {
  const draft = underWay(actor, before, clinicSlug)
  const isWhole = draft.isWhole && draft.bookFor === bookFor
  const next = { ...draft, by: accountIdOf(actor), bookFor, isWhole }
  return step(next, stepPath(clinicSlug, isWhole ? 'check' : 'details'))
}

/** Keeps the details and leads on, if they are whole; with a `time`, keeps that one first. Refuses `invalid_input` with a sentence for each that is not. */
export async function keepDetails(
  actor: Patron,
  { clinicSlug, leaveEmpty, time, ...answers }: DetailsInput,
  before: BookingDraft | null,
): Promise<Stepped> {
  const draft = { ...underWay(actor, before, clinicSlug), answers }
  const quick = now().getTime() - draft.heldAt.getTime() < QUICKEST_TYPING
  refuseUnless(!leaveEmpty && !quick, 'too_quick')
  const read = await detailsOf(actor, draft)
  if (time) return chooseTime(actor, { clinicSlug, ...draft.visit, time }, { ...draft, isWhole: read.ok })
  if (!read.ok) throw refusal('invalid_input', read.problems)
  return step({ ...draft, isWhole: true }, stepPath(clinicSlug, 'check'))
}

/** Books what the check page showed. A lost time leads back to it, with other times. A second press gets the first answer. */
export async function confirmBooking(
  actor: Patron,
  { clinicSlug, holdId }: ConfirmInput,
  before: BookingDraft | null,
): Promise<Stepped> {
  const check = stepPath(clinicSlug, 'check')
  if (!before || !isDraftOf(before, accountIdOf(actor))) return { draft: before, result: { goTo: check } }
  if (before.state === 'booked') return step(before, bookedPath(before.manageToken))
  if (before.clinicSlug !== clinicSlug || !before.hold || before.hold.id !== holdId)
    return { draft: before, result: { goTo: check } }
  const read = await detailsOf(actor, before)
  if (!read.ok) return step(before, stepPath(clinicSlug, 'details'))
  const { reason, referredBy } = read
  const who = read.person ? { patient: read.person } : { patientId: before.bookFor ?? '' }
  const { idempotencyKey } = before
  try {
    const { manageToken } = await bookAppointment(actor, {
      ...{ clinicSlug, idempotencyKey, holdId, reason, referredBy },
      ...who,
    })
    return step({ state: 'booked', clinicSlug, by: before.by, manageToken }, bookedPath(manageToken))
  } catch (error) {
    if (!isLost(error)) throw error
    return step({ ...before, hold: null }, check)
  }
}

/** A page was left: keeps what was typed in it; where the whole journey was left, lets the time go. */
export async function leavePage(
  actor: Patron,
  { clinicSlug, leaves, leaveEmpty: _, holdId: _hold, ...typed }: LeavingInput,
  before: BookingDraft | null,
): Promise<{ draft: BookingDraft | null; result: undefined }> {
  if (
    before?.state !== 'under_way' ||
    before.clinicSlug !== clinicSlug ||
    !isDraftOf(before, accountIdOf(actor))
  )
    return { draft: before, result: undefined }
  if (leaves && before.hold) await releaseHold(actor, { holdId: before.hold.id })
  const hasTyped = Object.keys(typed).length > 0
  const kept = hasTyped ? { answers: typed, isWhole: false } : {}
  return { draft: { ...before, ...kept, ...(leaves && { hold: null }) }, result: undefined }
}

async function detailsOf(actor: Patron, draft: UnderWay): Promise<ParsedDetails> {
  const [clinic, services] = await Promise.all([
    getClinic(actor, draft.clinicSlug),
    listServices(actor, draft.clinicSlug),
  ])
  const service = services.find(({ code }) => code === draft.visit.service)
  return parseDetails(draft.answers, {
    clinicPhone: clinic.phone,
    today: localDate(now(), clinic.timeZone),
    requiresReferral: service?.requiresReferral === true,
    isKnown: isKnownPerson(actor, draft),
  })
}

const isKnownPerson = (actor: Patron, { bookFor }: UnderWay) =>
  actor.kind === 'patient' && bookFor !== undefined && bookFor !== 'other'

function nextStep(actor: Patron, draft: UnderWay) {
  if (actor.kind === 'patient' && !draft.bookFor) return 'person'
  return draft.isWhole ? 'check' : 'details'
}

/** The journey under way at this clinic. Refuses `hold_expired` where this browser has none any more. */
function underWay(actor: Patron, before: BookingDraft | null, clinicSlug: string): UnderWay {
  const isHere = before?.state === 'under_way' && before.clinicSlug === clinicSlug
  if (isHere && isDraftOf(before, accountIdOf(actor))) return before
  throw refusal('hold_expired')
}

function isLost(error: unknown): error is Refusal {
  return error instanceof Refusal && LOST_TIME.includes(error.code)
}

const bookedPath = (manageToken: string) => `/manage/${manageToken}/booked`
const step = (draft: BookingDraft, goTo: string): Stepped => ({ draft, result: { goTo } })
