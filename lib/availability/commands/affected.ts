import { createHash } from 'node:crypto'
import type { Actor } from '../../access/actor'
import { record } from '../../audit/record'
import { asActor, type Tx } from '../../db/client'
import { found, Refusal, refuseUnless } from '../../errors'
import { isId } from '../../ids'
import { type Affected, bookingsById, idsOutside, type Preview, toOutside } from '../queries/outside'

/** More are counted, not listed. */
const MOST_LISTED = 200

/**
 * Refuses with `affects_bookings`, which shows the preview, unless exactly these bookings at these times were confirmed. Call it under the
 * lock, before the commit: what has come or gone since the preview makes it another one.
 */
export function refuseUnlessSeen(affected: readonly Affected[], confirmed: string | undefined): void {
  if (affected.length === 0) return
  const seal = sealOf(affected)
  if (confirmed === seal) return
  const bookings = affected.slice(0, MOST_LISTED).map(toOutside)
  const preview: Preview = { count: affected.length, seal, bookings }
  throw new Refusal('affects_bookings', {}, {}, preview)
}

/**
 * Makes a change under the practitioner's lock and finds the bookings that it has put outside, by asking what is outside before and after.
 * Not confirmed, they refuse the change, and the transaction takes it back: the preview is the change itself, not a guess at it.
 */
export async function changeSeen(
  tx: Tx,
  { clinicId, id }: { clinicId: string; id: string },
  confirmed: string | undefined,
  change: () => Promise<void>,
): Promise<string[]> {
  const before = new Set(await idsOutside(tx, clinicId, [id]))
  await change()
  const after = await idsOutside(tx, clinicId, [id])
  const affected = await bookingsById(
    tx,
    after.filter((one) => !before.has(one)),
  )
  refuseUnlessSeen(affected, confirmed)
  return affected.map((one) => one.id)
}

/** Runs a change; that somebody was shown a preview goes into the audit, though the change itself is taken back. */
export async function previewed<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await asActor(actor, work)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'affects_bookings' && actor.kind === 'staff') {
      const { bookings } = error.shows as Preview
      const deed = {
        clinicId: actor.clinicId,
        subject: 'booking',
        detail: { bookings: bookings.map(({ id }) => id) },
      }
      await asActor(actor, (tx) => record(tx, actor, 'hours.previewed', deed))
    }
    throw error
  }
}

/** A practitioner whose hours are changed. Refuses with `not_found`. */
export async function practitionerOf(tx: Tx, practitionerId: string) {
  refuseUnless(isId(practitionerId), 'not_found')
  return found(
    await tx.practitioner.findUnique({
      where: { id: practitionerId },
      select: { id: true, clinicId: true, accountId: true, clinic: { select: { timeZone: true } } },
    }),
  )
}

/** Waits for whoever books with these practitioners, and keeps others waiting to the end of the transaction. */
export async function lockPractitioners(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`SELECT lock_resources(${ids}::uuid[])`
}

function sealOf(affected: readonly Affected[]): string {
  const each = affected.map(({ id, startsAt }) => `${id} ${startsAt.toISOString()}`).sort()
  return `${affected.length}-${createHash('sha256').update(each.join('\n')).digest('base64url').slice(0, 24)}`
}
