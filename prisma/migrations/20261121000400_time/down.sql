DROP POLICY gate ON hold;
REVOKE SELECT ON hold FROM anteroom_gate;
DROP POLICY gate ON booking;
REVOKE SELECT (id, clinic_id, patient_id) ON booking FROM anteroom_gate;
DROP POLICY gate ON service;
REVOKE SELECT ON service FROM anteroom_gate;
DROP FUNCTION keep_to_upcoming_limit(uuid, uuid, int, uuid, timestamptz), claim_leave(uuid, timestamptz), release_time(uuid, uuid),
  claim_time(uuid, uuid, uuid, uuid, tstzrange, int, int, uuid, uuid, uuid, timestamptz, boolean, timestamptz), actor_may_change(uuid),
  lock_resources(uuid[]),
  choose_resources(uuid, uuid, tstzrange, timestamptz), needs_diary(uuid, uuid, timestamptz, timestamptz, timestamptz, uuid, uuid), resources_of(uuid, uuid),
  diary(uuid, uuid[], uuid, location_kind, timestamptz, timestamptz, timestamptz, uuid, uuid),
  full_stretches(uuid, uuid, timestamptz, timestamptz, timestamptz, uuid, uuid),
  shut_minutes(uuid, uuid, uuid, timestamptz, timestamptz),
  open_blocks(uuid, uuid[], uuid, location_kind, timestamptz, timestamptz), wall_stretches(date, text), first_instant(date, text), first_instant_near_change(date, text),
  minutes_ahead(timestamptz, text), epoch_minutes(timestamptz);
ALTER TABLE calendar_claim RESET (autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold, autovacuum_vacuum_scale_factor);
