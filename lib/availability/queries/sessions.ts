import type { Actor } from '../../access/actor'
import type { Mode } from '../../booking/schema'
import { now } from '../../clock'
import { type Sql, sql } from '../../db/client'
import { firstFailure, type LocationKind, type Terms } from '../rules'
import { diaryOf } from '../rules/diary'
import type { NextSlotsQuery } from '../schema'

/** A session that is not cancelled, as JSON; minutes since the epoch. */
type SessionRow = {
  practitionerId: string
  locationId: string
  locationKind: LocationKind
  locationZone: string
  mode: Mode
  starts: number
  ends: number
  seatsLeft: number
  isActive: boolean
  offersService: boolean
  acceptsNewPatients: boolean
}

/** `sessions`: null where the service is not for groups, and has free times instead. */
export type SessionsRow = { sessions: SessionRow[] | null }

/** The sessions of a group service (alias `s`) that begin in the window (alias `b`), as a column of the slot search. */
export function sessionsColumn(asked: NextSlotsQuery & { ignoreHoldId?: string | undefined }): Sql {
  return sql`CASE WHEN s.capacity > 1 AND s.active THEN (
    SELECT coalesce(json_agg(json_build_object('practitionerId', g.practitioner_id, 'locationId', g.location_id, 'locationKind', k.kind,
      'locationZone', k.time_zone, 'mode', g.mode, 'starts', epoch_minutes(g.starts_at), 'ends', epoch_minutes(g.ends_at), 'seatsLeft', g.seats_left,
      'isActive', x.active, 'offersService', y.service_id IS NOT NULL, 'acceptsNewPatients', x.accepting_new_patients)
      ORDER BY g.starts_at, g.practitioner_id), '[]')
    FROM open_sessions(s.id, ${asked.practitioner ? [asked.practitioner] : null}::uuid[], ${asked.location ?? null}::uuid, ${asked.mode ?? null}::mode,
      b.from_at, b.to_at, ${now()}::timestamptz, ${asked.ignoreHoldId ?? null}::uuid) g
    JOIN location k ON k.id = g.location_id JOIN practitioner x ON x.id = g.practitioner_id
    LEFT JOIN practitioner_service y ON y.practitioner_id = g.practitioner_id AND y.service_id = s.id
  ) END AS sessions`
}

/** Those that whoever asks could book, by the same rules; each with the seats left. */
export function sessionsOf(
  sessions: readonly SessionRow[],
  terms: Terms,
  actor: Actor,
  moving: { practitionerId: string; startsAt: Date } | undefined,
) {
  return sessions.flatMap((one) => {
    const startsAt = new Date(one.starts * 60_000)
    const isStaying = moving?.practitionerId === one.practitionerId
    if (isStaying && moving.startsAt.getTime() === startsAt.getTime()) return []
    const subject = {
      terms: { ...terms, modes: [one.mode] },
      practitioner: one,
      location: { kind: one.locationKind },
      diary: NO_DIARY,
      session: one,
    }
    const who = { isStaff: actor.kind === 'staff', keepsPractitioner: isStaying }
    if (firstFailure(subject, { startsAt, mode: one.mode }, now(), who)) return []
    const { practitionerId, locationId, locationZone, seatsLeft } = one
    const endsAt = new Date(one.ends * 60_000)
    return [{ startsAt, endsAt, practitionerId, locationId, timeZone: locationZone, seatsLeft }]
  })
}

const NO_DIARY = diaryOf([], [], [])
