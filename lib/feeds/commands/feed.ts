import type { PatientActor, StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { practitionerOf } from '../../availability/commands/affected'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { env } from '../../env'
import { hashToken, newId, newToken } from '../../ids'
import { mayConnectCalendars } from '../policy'
import type { FeedInput, FeedMade, OwnFeedInput } from '../schema'

/** A new secret address of a practitioner's appointments, or none. The one before ends in either case. Refuses with `not_found`. */
export function sharePractitionersCalendar(
  actor: StaffActor,
  { practitionerId, wish }: FeedInput,
): Promise<FeedMade> {
  return asActor(actor, async (tx) => {
    const practitioner = await practitionerOf(tx, practitionerId)
    allow(mayConnectCalendars(actor, practitioner))
    const { clinicId } = practitioner
    const whose = { clinicId, practitionerId: practitioner.id }
    const made = await replaceFeed(tx, practitioner.id, whose, wish)
    const subject = { clinicId, subject: 'practitioner', subjectId: practitioner.id }
    await record(tx, actor, made.url ? 'feed.made' : 'feed.ended', subject)
    return made
  })
}

/** The same of the appointments of everybody the account acts for. */
export function shareOwnCalendar(actor: PatientActor, { wish }: OwnFeedInput): Promise<FeedMade> {
  return asActor(actor, async (tx) => {
    const { accountId } = actor
    const made = await replaceFeed(tx, accountId, { accountId }, wish)
    const subject = { clinicId: null, subject: 'account', subjectId: accountId }
    await record(tx, actor, made.url ? 'feed.made' : 'feed.ended', subject)
    return made
  })
}

type Whose = { clinicId: string; practitionerId: string } | { accountId: string }

/** Of two at once the second ends what the first has made. */
async function replaceFeed(
  tx: Tx,
  owner: string,
  whose: Whose,
  wish: OwnFeedInput['wish'],
): Promise<FeedMade> {
  await tx.$executeRaw`SELECT lock_resources(ARRAY[${owner}]::uuid[])`
  await tx.calendarFeed.updateMany({ where: { ...whose, revokedAt: null }, data: { revokedAt: now() } })
  if (wish === 'off') return { url: null }
  const token = newToken()
  await tx.calendarFeed.createMany({
    data: { id: newId(), ...whose, tokenHash: new Uint8Array(hashToken(token)), createdAt: now() },
  })
  return { url: `${env.ANTEROOM_URL}/api/calendar/${token}.ics` }
}
