import { type Actor, actors } from '../../access/actor'
import { allow } from '../../access/allow'
import { bookableFacts } from '../../availability/queries/facts'
import { firstFailure } from '../../availability/rules'
import { now } from '../../clock'
import { asActor, atOnce, sql } from '../../db/client'
import { found, refusal } from '../../errors'
import { newId } from '../../ids'
import { mayBook } from '../policy'
import { HOLD_MINUTES } from '../rules'
import type { HoldInput } from '../schema'

/** A kept time. The id is the secret that confirms or releases it; `expiresAt` is when it is free again. */
export type Held = { holdId: string; expiresAt: Date }

/**
 * Keeps a time, or a seat of a group session, for `HOLD_MINUTES` while details are typed. `instead`: the hold this one replaces, let go in the same transaction.
 * Refuses with the failed rule of `availability/rules.ts` or `slot_taken`.
 */
export async function placeHold(actor: Actor, input: HoldInput, instead?: string): Promise<Held> {
  const facts = await bookableFacts(actor, { ...input, ignoreHoldId: instead })
  allow(mayBook(actor, facts.clinic.id, actor.kind !== 'guest'))
  const failure = firstFailure(facts, input, now(), { isStaff: actor.kind === 'staff' })
  if (failure) throw refusal(failure)
  const holdId = newId()
  const expiresAt = new Date(now().getTime() + HOLD_MINUTES * 60_000)
  const endsAt = new Date(input.startsAt.getTime() + facts.terms.minutes * 60_000)
  const { id: serviceId } = facts.service
  await atOnce(
    actor,
    facts.session
      ? sql`SELECT release_time(NULL, ${instead ?? null}::uuid)`
      : sql`SELECT lock_resources(${input.practitionerId}::uuid || resources_of(${serviceId}::uuid, ${input.locationId}::uuid)), release_time(NULL, ${instead ?? null}::uuid)`,
    sql`INSERT INTO hold (id, clinic_id, service_id, type, mode, practitioner_id, location_id, starts_at, ends_at, expires_at, created_at)
      VALUES (${holdId}::uuid, ${facts.clinic.id}::uuid, ${serviceId}::uuid, ${input.type}::visit_type, ${input.mode}::mode,
        ${input.practitionerId}::uuid, ${input.locationId}::uuid, ${input.startsAt}::timestamptz, ${endsAt}::timestamptz, ${expiresAt}::timestamptz, ${now()}::timestamptz)`,
    facts.session
      ? sql`SELECT hold_seat(${facts.session.id}::uuid, ${holdId}::uuid, ${expiresAt}::timestamptz, ${now()}::timestamptz)`
      : sql`SELECT claim_time(${facts.clinic.id}::uuid, ${serviceId}::uuid, ${input.practitionerId}::uuid, ${input.locationId}::uuid,
      tstzrange(${input.startsAt}::timestamptz, ${endsAt}::timestamptz), ${facts.terms.bufferBefore}::int, ${facts.terms.bufferAfter}::int,
      NULL, NULL, ${holdId}::uuid, ${expiresAt}::timestamptz, false, ${now()}::timestamptz)`,
  )
  return { holdId, expiresAt }
}

/** Lets a kept time go. Releasing what is gone already is no error. */
export async function releaseHold(actor: Actor, { holdId }: { holdId: string }): Promise<void> {
  await atOnce(actor, sql`SELECT release_time(NULL, ${holdId}::uuid)`)
}

/** The visit a hold stands for. Refuses with `hold_expired` where it has run out, is unknown, or is another clinic's. */
export async function visitOfHold(actor: Actor, clinicSlug: string, holdId: string): Promise<HoldInput> {
  // The hold's id is its key: whoever has it asks as its keeper.
  const hold = await asActor(actors.guest(actor.via, holdId), (tx) =>
    tx.hold.findUnique({
      where: { id: holdId },
      select: {
        type: true,
        mode: true,
        practitionerId: true,
        locationId: true,
        startsAt: true,
        expiresAt: true,
        service: { select: { code: true, clinic: { select: { slug: true } } } },
      },
    }),
  )
  const { service, expiresAt, ...visit } = found(hold, 'hold_expired')
  if (expiresAt <= now() || service.clinic.slug !== clinicSlug) throw refusal('hold_expired')
  return { ...visit, clinicSlug, service: service.code }
}
