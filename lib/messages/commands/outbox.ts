import { now } from '../../clock'
import { type Sql, sql } from '../../db/client'
import { EVENTS, type EventName, type MessageKind } from '../../events'
import { newId } from '../../ids'
import { jobStatement } from '../../jobs/enqueue'

/** The booking a message is about, with the version the deed gave it. */
type Subject = { id: string; clinicId: string; version: number }

/**
 * The statements by which a deed's messages follow from it (`lib/events.ts` says which), for the deed's own transaction: an outbox row and
 * a job each. The row holds no text and no address: both are read from the booking when it is sent. `sendAt`: not before, so that what is
 * taken back until then is never sent.
 */
export function messageStatements(event: EventName, booking: Subject, sendAt?: Date): Sql[] {
  return EVENTS[event].leadsTo.flatMap((kind) => outboxStatements(kind, booking, sendAt))
}

function outboxStatements(kind: MessageKind, booking: Subject, sendAt: Date | undefined): Sql[] {
  const outboxId = newId()
  return [
    sql`INSERT INTO outbox_message (id, clinic_id, booking_id, booking_version, kind, channel, created_at)
      VALUES (${outboxId}::uuid, ${booking.clinicId}::uuid, ${booking.id}::uuid, ${booking.version}::int, ${kind}, 'email', ${now()}::timestamptz)`,
    jobStatement({
      ...{ name: 'message.send', payload: { outboxId }, key: `message.send ${outboxId}` },
      ...(sendAt && { runAt: sendAt }),
    }),
  ]
}
