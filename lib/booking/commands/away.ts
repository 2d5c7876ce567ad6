import type { StaffActor } from '../../access/actor'
import { record } from '../../audit/record'
import { lockPractitioners } from '../../availability/commands/affected'
import { enterLeave } from '../../availability/commands/leave'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { Refusal, type RefusalCode, refusal } from '../../errors'
import { newId } from '../../ids'
import { type AwayScene, absenceOf, sceneOf } from '../queries/away'
import { type Absence, clash, type Displaced, type FreeTime, keptUntil, planTimes } from '../rules/away'
import type { SendProposalsInput } from '../schema/away'
import { MEANWHILE } from './set-aside'
import { type Outcome, tellPatient } from './tell-away'

/** What came of sending; booking ids. `replaced`: the chosen time was taken meanwhile and the next went out; `missed`: none was left. */
export type Sent = { rebookingId: string; told: number; replaced: string[]; missed: string[] }

const ROUNDS = 3
/** What a time can be lost to between looking and sending. */
const LOST: readonly RefusalCode[] = [...MEANWHILE, 'busy']

/**
 * Somebody is away: enters the leave, if it is not yet, and proposes each patient a time, kept until they answer, or cancels with an apology,
 * as the desk chose; one message to each patient. A patient's part is one transaction by the recipe: locks, check, claim. What was changed
 * or proposed meanwhile (by a colleague, or by the same button pressed twice) stays as it is, so that nobody is told twice; a time that was
 * taken meanwhile is replaced by the next of `inOrder`. Broken off, it is pressed again. Refuses with `not_found` whom the actor may not
 * enter leave for, and with `invalid_input` where two were given the same time.
 */
export async function sendProposals(actor: StaffActor, input: SendProposalsInput): Promise<Sent> {
  const { practitionerId, fromDate, untilDate, from, to, become } = input
  const absence = await absenceOf(actor, { practitionerId, fromDate, untilDate, from, to })
  let scene = await sceneOf(actor, absence)
  const wishes = wishesOf(scene.displaced, become)
  const sent: Sent = {
    rebookingId: await enterAbsence(actor, absence),
    ...{ told: 0, replaced: [], missed: [] },
  }
  let left = Object.keys(become).filter((id) => become[id] !== null)
  for (let round = 1; round <= ROUNDS && left.length > 0; round++) {
    if (round > 1) scene = await sceneOf(actor, absence)
    left = await sendRound(actor, sent, { ...input, wishes, left, scene })
  }
  sent.missed.push(...left)
  return sent
}

type Round = SendProposalsInput & {
  wishes: ReadonlyMap<string, FreeTime>
  left: readonly string[]
  scene: AwayScene
}

/** Tells everybody who is left, as far as their times are still free. Returns the bookings whose time was lost: to be tried again. */
async function sendRound(actor: StaffActor, sent: Sent, round: Round): Promise<string[]> {
  const { become, version, keepHours, wishes, left, scene } = round
  const todo = scene.displaced.filter(({ id }) => left.includes(id))
  const toMove = todo.filter(({ id }) => become[id] !== 'cancel')
  const planned = planTimes(toMove, scene.absence, scene.engaged, now(), wishes)
  const plans = new Map(planned.map((plan) => [plan.id, plan]))
  const lost: string[] = []
  for (const theirs of byPatient(todo)) {
    const outcomes = theirs.flatMap(({ id, bufferBefore, bufferAfter }): Outcome[] => {
      const seen = { bookingId: id, version: version[id] ?? 0 }
      if (become[id] === 'cancel') return [{ ...seen, proposed: null }]
      const time = plans.get(id)?.time
      if (!time) return []
      const expiresAt = keptUntil(now(), keepHours, time.startsAt)
      return [{ ...seen, proposed: { ...time, bufferBefore, bufferAfter, expiresAt } }]
    })
    const came = await tryToTell(actor, sent.rebookingId, outcomes)
    const ids = theirs.map(({ id }) => id)
    if (came === 'lost') lost.push(...ids)
    if (came === 'told') {
      sent.told++
      sent.replaced.push(...ids.filter((id) => plans.get(id)?.isOther))
    }
    if (came !== 'lost') sent.missed.push(...ids.filter((id) => plans.get(id)?.time === null))
  }
  return lost
}

async function tryToTell(actor: StaffActor, rebookingId: string, outcomes: readonly Outcome[]) {
  if (outcomes.length === 0) return 'nothing'
  try {
    await tellPatient(actor, rebookingId, outcomes)
    return 'told'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (LOST.includes(error.code)) return 'lost'
    if (error.code === 'changed_meanwhile') return 'nothing'
    throw error
  }
}

/** The times that staff chose, with their ends. Refuses where two cannot both be had. */
function wishesOf(
  displaced: readonly Displaced[],
  become: SendProposalsInput['become'],
): Map<string, FreeTime> {
  const chosen: [Displaced, FreeTime][] = []
  const wrong: Record<string, string> = {}
  for (const one of displaced) {
    const choice = become[one.id]
    if (!choice || choice === 'cancel') continue
    const length = one.endsAt.getTime() - one.startsAt.getTime()
    const wish: [Displaced, FreeTime] = [
      one,
      { ...choice, endsAt: new Date(choice.startsAt.getTime() + length) },
    ]
    if (chosen.some((other) => clash(wish, other)))
      wrong[`become.${one.id}`] = 'Somebody above has this time: choose another'
    chosen.push(wish)
  }
  if (Object.keys(wrong).length > 0) throw refusal('invalid_input', wrong)
  return new Map(chosen.map(([{ id }, time]) => [id, time]))
}

/** The leave and the list of what is to be done, each once: under the practitioner's lock, so that two at once enter it together. */
async function enterAbsence(actor: StaffActor, { practitionerId, from, to }: Absence): Promise<string> {
  const period = { practitionerId, startsAt: from, endsAt: to }
  const { clinicId } = actor
  return asActor(actor, async (tx) => {
    await lockPractitioners(tx, [practitionerId])
    const known = await tx.rebooking.findFirst({ where: period, select: { id: true } })
    if (known) return known.id
    const leave = await tx.availabilityException.findFirst({
      where: { practitionerId, kind: 'leave', startsAt: { lte: from }, endsAt: { gte: to } },
      select: { id: true },
    })
    const exceptionId =
      leave?.id ??
      (await enterLeave(tx, actor, { id: practitionerId, clinicId }, { from, to }, '')).exceptionId
    const id = newId()
    await tx.rebooking.createMany({
      data: { ...period, id, clinicId, exceptionId, createdAt: now(), createdBy: actor.accountId },
    })
    await record(tx, actor, 'away.entered', { clinicId, subject: 'rebooking', subjectId: id })
    return id
  })
}

/** In order of their first appointment. */
function byPatient(displaced: readonly Displaced[]): Displaced[][] {
  const patients = new Map<string, Displaced[]>()
  for (const one of displaced) patients.set(one.patientId, [...(patients.get(one.patientId) ?? []), one])
  return [...patients.values()]
}
