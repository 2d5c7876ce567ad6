-- What must be true after every fault (the house's invariant pack, as far as this build has the tables). Each query returns the rows that
-- break it: none. Run as the owner with app.actor = system; chaos/invariants.ts splits at the lines that begin with "-- name:".

-- name: 1 one practitioner, one thing at a time
SELECT a.id, b.id FROM calendar_claim a JOIN calendar_claim b ON b.resource_id = a.resource_id AND a.id < b.id
  AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at) WHERE NOT a.overbook AND NOT b.overbook
-- name: 1b active bookings of one practitioner do not overlap
SELECT a.id, b.id FROM booking a JOIN booking b ON b.practitioner_id = a.practitioner_id AND a.id < b.id
  AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
WHERE NOT a.overbook AND NOT b.overbook AND (a.group_session_id IS NULL OR a.group_session_id IS DISTINCT FROM b.group_session_id)
  AND a.status IN ('requested', 'held', 'confirmed', 'arrived', 'in_progress') AND b.status IN ('requested', 'held', 'confirmed', 'arrived', 'in_progress')
-- name: 3 a patient is in one place at a time
SELECT a.id, b.id FROM booking a JOIN booking b ON b.patient_id = a.patient_id AND a.id < b.id
  AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
WHERE NOT a.patient_overlap AND NOT b.patient_overlap AND a.status IN ('requested', 'held', 'confirmed', 'arrived', 'in_progress')
  AND b.status IN ('requested', 'held', 'confirmed', 'arrived', 'in_progress')
-- name: 4 booked online inside the weekly hours, as the wall clock says
SELECT b.id FROM booking b JOIN location l ON l.id = b.location_id CROSS JOIN LATERAL (
  SELECT b.starts_at AT TIME ZONE l.time_zone AS wall, extract(epoch FROM b.ends_at - b.starts_at) / 60 AS minutes) t
WHERE b.source IN ('online', 'api') AND b.status = 'confirmed' AND NOT b.overbook AND b.group_session_id IS NULL AND NOT EXISTS (SELECT FROM availability_rule r
  WHERE r.practitioner_id = b.practitioner_id AND r.location_id = b.location_id AND r.weekday = extract(isodow FROM t.wall)
    AND r.start_minute <= extract(hour FROM t.wall) * 60 + extract(minute FROM t.wall)
    AND r.end_minute >= extract(hour FROM t.wall) * 60 + extract(minute FROM t.wall) + t.minutes)
-- name: 5 everything ends after it starts
SELECT id FROM booking WHERE starts_at >= ends_at UNION ALL SELECT id FROM calendar_claim WHERE starts_at >= ends_at
-- name: claims and bookings agree
SELECT b.id FROM booking b WHERE (SELECT count(*) FROM calendar_claim c WHERE c.booking_id = b.id AND c.kind = 'booking' AND c.resource_id = b.practitioner_id
    AND c.clinic_id = b.clinic_id AND tstzrange(c.starts_at, c.ends_at) @> tstzrange(b.starts_at, b.ends_at))
  <> CASE WHEN b.status IN ('cancelled', 'expired') OR b.group_session_id IS NOT NULL THEN 0 ELSE 1 END
-- name: a group session has one claim and as many seats taken as bookings
SELECT s.id FROM group_session s WHERE s.taken <> (SELECT count(*) FROM booking b WHERE b.group_session_id = s.id AND b.status NOT IN ('cancelled', 'expired'))
  OR (SELECT count(*) FROM calendar_claim c WHERE c.group_session_id = s.id AND c.resource_kind = 'practitioner') <> CASE WHEN s.cancelled_at IS NULL THEN 1 ELSE 0 END
-- name: a claim belongs to somebody
SELECT c.id FROM calendar_claim c LEFT JOIN booking b ON b.id = c.booking_id LEFT JOIN hold h ON h.id = c.hold_id
WHERE (c.kind = 'booking' AND c.group_session_id IS NULL AND (b.id IS NULL OR b.status IN ('cancelled', 'expired'))) OR (c.kind = 'hold' AND h.id IS NULL)
-- name: 10 one answer for an idempotency key
SELECT scope, key FROM idempotency_key GROUP BY scope, key HAVING count(*) > 1
-- name: 15 nothing waits in the outbox for more than 15 minutes
SELECT id FROM outbox_message WHERE state = 'queued' AND created_at < now() - interval '15 minutes'
-- name: 15b a booking has the message that follows from it, once
SELECT b.id FROM booking b JOIN patient p ON p.id = b.patient_id
WHERE b.series_id IS NULL AND (SELECT count(*) FROM outbox_message m WHERE m.booking_id = b.id AND m.kind IN ('booking.confirmation', 'request.received')) = 0
  OR (SELECT count(*) FROM outbox_message m WHERE m.booking_id = b.id AND m.kind = 'booking.confirmation') > 1
-- name: 16 every change of a booking has its audit row in the same transaction
SELECT e.id FROM booking_event e WHERE NOT EXISTS (SELECT FROM audit_event a WHERE a.subject_id = e.booking_id AND a.action LIKE 'booking.%'
  AND a.txid % 4294967296 = e.xmin::text::bigint)
-- name: 16b every booking has its history, and every audit row of a booking its change
SELECT b.id FROM booking b WHERE (SELECT count(*) FROM booking_event e WHERE e.booking_id = b.id AND e.kind = 'booked') <> 1
UNION ALL
SELECT a.subject_id FROM audit_event a WHERE a.action LIKE 'booking.%' AND NOT EXISTS (SELECT FROM booking_event e
  WHERE e.booking_id = a.subject_id AND a.txid % 4294967296 = e.xmin::text::bigint)
-- name: 16c a booking is at the version its changes brought it to
SELECT b.id FROM booking b WHERE b.version <> (SELECT count(*) FROM booking_event e WHERE e.booking_id = b.id)
-- name: 17 the audit chains have no gap and no fork
SELECT chain_id, count(*) FROM audit_event GROUP BY chain_id HAVING count(*) <> max(seq) OR count(*) <> count(DISTINCT seq)
-- name: 18 sealed columns are sealed, with a key we know
SELECT id::text FROM booking WHERE reason_sealed !~ '^v1\.k\d+\.' UNION ALL SELECT key FROM idempotency_key WHERE answer_sealed !~ '^v1\.k\d+\.'
UNION ALL SELECT id::text FROM demo_mail WHERE raw_sealed !~ '^v1\.k\d+\.'
-- name: 19 no live session of a disabled account
SELECT s.id FROM session s JOIN account a ON a.id = s.account_id WHERE s.ended_at IS NULL AND s.expires_at > now() AND a.disabled_at < s.last_seen_at
-- name: 20 what belongs together is of one clinic
SELECT b.id FROM booking b JOIN service s ON s.id = b.service_id JOIN practitioner p ON p.id = b.practitioner_id JOIN location l ON l.id = b.location_id
  WHERE (s.clinic_id, p.clinic_id, l.clinic_id) IS DISTINCT FROM (b.clinic_id, b.clinic_id, b.clinic_id)
UNION ALL SELECT e.id FROM booking_event e JOIN booking b ON b.id = e.booking_id WHERE e.clinic_id <> b.clinic_id
UNION ALL SELECT k.id FROM booking_link k JOIN booking b ON b.id = k.booking_id WHERE k.clinic_id <> b.clinic_id
UNION ALL SELECT m.id FROM outbox_message m JOIN booking b ON b.id = m.booking_id WHERE m.clinic_id <> b.clinic_id
UNION ALL SELECT b.id FROM booking b WHERE NOT EXISTS (SELECT FROM patient_registration r WHERE r.clinic_id = b.clinic_id AND r.patient_id = b.patient_id)
-- name: 22 one live account an email address
SELECT lower(email) FROM account WHERE disabled_at IS NULL GROUP BY 1 HAVING count(*) > 1
-- name: 23 no coming booking of a deleted patient
SELECT b.id FROM booking b JOIN patient p ON p.id = b.patient_id WHERE p.deleted_at IS NOT NULL AND b.status = 'confirmed' AND b.starts_at > p.deleted_at
-- name: 24 nothing in the DEFAULT partition of the audit log
SELECT id FROM audit_event WHERE tableoid = 'audit_event_default'::regclass
