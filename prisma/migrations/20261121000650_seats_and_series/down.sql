REVOKE INSERT ON booking_event, outbox_message FROM anteroom_worker;
REVOKE UPDATE (status, version, sequence) ON booking FROM anteroom_worker;
CREATE OR REPLACE FUNCTION booking_whose_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (actor_kind() IN ('guest', 'link') OR (actor_kind() = 'account' AND actor_clinic() IS NULL)) AND (NEW.status NOT IN (OLD.status, 'cancelled')
    OR (NEW.arrived_at, NEW.actual_starts_at, NEW.actual_ends_at, NEW.overbook, NEW.overbook_reason, NEW.fee_waived_because, NEW.request_expires_at)
      IS DISTINCT FROM (OLD.arrived_at, OLD.actual_starts_at, OLD.actual_ends_at, OLD.overbook, OLD.overbook_reason, OLD.fee_waived_because, OLD.request_expires_at))
  THEN RAISE EXCEPTION 'only the clinic takes this step' USING ERRCODE = 'AR403'; END IF;
  RETURN NEW;
END $$;
DROP FUNCTION proposal_accepted_now(uuid, uuid, timestamptz);
DROP TRIGGER booking_asks_first ON booking;
DROP FUNCTION booking_asks_first(), actor_is_patient();
DROP TRIGGER hold_limit ON hold;
DROP FUNCTION hold_limit();
REVOKE UPDATE (group_session_id) ON booking FROM anteroom_app;
DROP TRIGGER booking_seat ON booking;
REVOKE SELECT, UPDATE (taken) ON group_session FROM anteroom_gate;
DROP POLICY gate ON group_session;
DROP FUNCTION release_session(uuid), booking_seat(), hold_seat(uuid, uuid, timestamptz, timestamptz), find_seat(uuid, uuid, timestamptz),
  open_sessions(uuid, uuid[], uuid, mode, timestamptz, timestamptz, timestamptz, uuid);
DROP FUNCTION booking_occupies(booking_status);
DROP INDEX calendar_claim_session;
