-- Seats of group sessions, requests and the answers to proposals: what the database sees to itself.

CREATE INDEX calendar_claim_session ON calendar_claim (group_session_id) WHERE group_session_id IS NOT NULL;

-- The states in which a booking has its seat, as OCCUPYING in lib/booking/rules.ts.
CREATE FUNCTION booking_occupies(p_status booking_status) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN p_status IN ('requested', 'held', 'confirmed', 'arrived', 'in_progress', 'completed', 'no_show');

-- Sessions of a service that are not cancelled and begin in [p_from, p_to), in order of time, with the seats that neither a booking nor
-- somebody who is typing has. Names nobody, so anybody may ask.
CREATE FUNCTION open_sessions(p_service uuid, p_practitioners uuid[], p_location uuid, p_mode mode, p_from timestamptz, p_to timestamptz, p_now timestamptz, p_ignore_hold uuid)
  RETURNS TABLE (session_id uuid, practitioner_id uuid, location_id uuid, mode mode, starts_at timestamptz, ends_at timestamptz, seats_left int)
  LANGUAGE sql STABLE ROWS 20 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT g.id, g.practitioner_id, g.location_id, g.mode, g.starts_at, g.ends_at, greatest(0, g.capacity - g.taken - (
      SELECT count(*)::int FROM calendar_claim c WHERE c.resource_id = g.id AND c.expires_at > p_now AND c.hold_id IS DISTINCT FROM p_ignore_hold))
  FROM group_session g
  WHERE g.service_id = p_service AND g.cancelled_at IS NULL AND g.starts_at >= p_from AND g.starts_at < p_to
    AND (p_practitioners IS NULL OR g.practitioner_id = ANY (p_practitioners)) AND (p_location IS NULL OR g.location_id = p_location)
    AND (p_mode IS NULL OR g.mode = p_mode)
  ORDER BY g.starts_at, g.practitioner_id, g.id
$$;

-- Makes sure of a seat before it is booked: seats kept by holds that ran out are free, the booker's own hold (NULL: none) is let go, and a
-- seat must be left (`booking_seat` takes it). Under the session's row lock. Refuses with AR002 (that hold is gone) and AR004 (full).
CREATE FUNCTION find_seat(p_session uuid, p_hold uuid, p_now timestamptz) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE s group_session;
BEGIN
  IF actor_kind() IS NULL THEN RAISE EXCEPTION 'nobody is asking' USING ERRCODE = 'AR403'; END IF;
  SELECT * INTO s FROM group_session WHERE id = p_session FOR UPDATE;
  DELETE FROM calendar_claim c WHERE c.resource_id = p_session AND c.expires_at <= p_now;
  IF p_hold IS NOT NULL THEN
    DELETE FROM calendar_claim c WHERE c.resource_id = p_session AND c.hold_id = p_hold;
    IF NOT FOUND THEN RAISE EXCEPTION 'hold is gone' USING ERRCODE = 'AR002'; END IF;
  END IF;
  IF s.id IS NULL OR s.cancelled_at IS NOT NULL THEN RAISE EXCEPTION 'no such session' USING ERRCODE = 'AR001'; END IF;
  IF s.taken + (SELECT count(*) FROM calendar_claim c WHERE c.resource_id = p_session) >= s.capacity THEN
    RAISE EXCEPTION 'that session is full' USING ERRCODE = 'AR004';
  END IF;
END $$;

-- Keeps a seat while somebody types: a claim on the session itself, one for each seat that is kept. Refuses as `find_seat`.
CREATE FUNCTION hold_seat(p_session uuid, p_hold uuid, p_expires timestamptz, p_now timestamptz) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM find_seat(p_session, NULL, p_now);
  INSERT INTO calendar_claim (id, clinic_id, resource_kind, resource_id, starts_at, ends_at, kind, expires_at, overbook, group_session_id, hold_id)
  SELECT gen_random_uuid(), s.clinic_id, 'equipment', s.id, s.starts_at, s.ends_at, 'hold', p_expires, true, s.id, p_hold FROM group_session s WHERE s.id = p_session;
END $$;

-- The seats follow the bookings, whoever writes them: taken with one, given back when it ends or leaves for another session. The check
-- group_session_seats has the last word. Refuses with AR004 (full) and AR001 (cancelled, or not where the booking says: it has moved).
CREATE FUNCTION booking_seat() RETURNS trigger
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  had uuid := CASE WHEN TG_OP = 'UPDATE' THEN CASE WHEN booking_occupies(OLD.status) THEN OLD.group_session_id END END;
  has uuid := CASE WHEN booking_occupies(NEW.status) THEN NEW.group_session_id END;
  s group_session;
BEGIN
  IF has IS NULL AND had IS NULL THEN RETURN NULL; END IF;
  IF had IS DISTINCT FROM has AND had IS NOT NULL THEN UPDATE group_session SET taken = taken - 1 WHERE id = had; END IF;
  IF has IS NOT NULL THEN
    SELECT * INTO s FROM group_session WHERE id = has FOR UPDATE;
    IF (s.clinic_id, s.service_id, s.practitioner_id, s.location_id, s.mode, s.starts_at, s.ends_at) IS DISTINCT FROM
      (NEW.clinic_id, NEW.service_id, NEW.practitioner_id, NEW.location_id, NEW.mode, NEW.starts_at, NEW.ends_at)
    THEN RAISE EXCEPTION 'not that session' USING ERRCODE = 'AR001'; END IF;
    IF had IS DISTINCT FROM has THEN
      IF s.cancelled_at IS NOT NULL THEN RAISE EXCEPTION 'that session is cancelled' USING ERRCODE = 'AR001'; END IF;
      IF s.taken + (SELECT count(*) FROM calendar_claim c WHERE c.resource_id = s.id) >= s.capacity THEN
        RAISE EXCEPTION 'that session is full' USING ERRCODE = 'AR004';
      END IF;
      UPDATE group_session SET taken = taken + 1 WHERE id = has;
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER booking_seat AFTER INSERT OR UPDATE OF status, group_session_id, starts_at, ends_at, practitioner_id, location_id, mode ON booking
  FOR EACH ROW EXECUTE FUNCTION booking_seat();

-- Lets go of a session's time, rooms and kept seats: it is cancelled.
CREATE FUNCTION release_session(p_session uuid) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM group_session g WHERE g.id = p_session AND actor_is_staff(g.clinic_id)) THEN RAISE EXCEPTION 'not yours' USING ERRCODE = 'AR403'; END IF;
  DELETE FROM calendar_claim c WHERE c.group_session_id = p_session;
END $$;

GRANT CREATE ON SCHEMA public TO anteroom_gate;
DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['open_sessions(uuid, uuid[], uuid, mode, timestamptz, timestamptz, timestamptz, uuid)', 'find_seat(uuid, uuid, timestamptz)',
    'hold_seat(uuid, uuid, timestamptz, timestamptz)', 'booking_seat()', 'release_session(uuid)']
  LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO anteroom_gate', f);
    SET LOCAL ROLE anteroom_gate;
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO anteroom_app, anteroom_worker, anteroom_owner', f);
    RESET ROLE;
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;
CREATE POLICY gate ON group_session TO anteroom_gate USING (true);
GRANT SELECT, UPDATE (taken) ON group_session TO anteroom_gate;
GRANT UPDATE (group_session_id) ON booking TO anteroom_app;

-- A patient's account keeps three times at once, whatever it sends (security.md A13). Says whose each is, so that they can be counted under
-- the account's lock, which is taken last of all. Refuses with AR007.
CREATE FUNCTION hold_limit() RETURNS trigger
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.account_id := CASE WHEN actor_kind() = 'account' AND actor_clinic() IS NULL THEN actor_id() END;
  IF NEW.account_id IS NULL THEN RETURN NEW; END IF;
  PERFORM lock_resources(ARRAY[NEW.account_id]);
  IF (SELECT count(DISTINCT c.hold_id) FROM hold h JOIN calendar_claim c ON c.hold_id = h.id AND c.expires_at > NEW.created_at
    WHERE h.account_id = NEW.account_id) >= 3
  THEN RAISE EXCEPTION 'keeps as many as may be' USING ERRCODE = 'AR007'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hold_limit BEFORE INSERT ON hold FOR EACH ROW EXECUTE FUNCTION hold_limit();
GRANT CREATE ON SCHEMA public TO anteroom_gate;
ALTER FUNCTION hold_limit() OWNER TO anteroom_gate;
SET LOCAL ROLE anteroom_gate;
REVOKE ALL ON FUNCTION hold_limit() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_limit() TO anteroom_app, anteroom_worker, anteroom_owner;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;

CREATE FUNCTION actor_is_patient() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN actor_kind() IN ('guest', 'link') OR (actor_kind() = 'account' AND actor_clinic() IS NULL);

-- What patients may not book by themselves: a time of a service that the clinic agrees to first, or of a group without its seat; a series.
CREATE FUNCTION booking_asks_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF actor_is_patient() AND (NEW.series_id IS NOT NULL OR EXISTS (SELECT FROM service s WHERE s.id = NEW.service_id
    AND ((s.requires_approval AND NEW.status <> 'requested') OR (s.capacity > 1 AND NEW.group_session_id IS NULL))))
  THEN RAISE EXCEPTION 'the clinic is asked first' USING ERRCODE = 'AR403'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER booking_asks_first BEFORE INSERT ON booking FOR EACH ROW EXECUTE FUNCTION booking_asks_first();

-- Whether this very transaction accepted the clinic's proposal of that time.
CREATE FUNCTION proposal_accepted_now(p_booking uuid, p_practitioner uuid, p_starts_at timestamptz) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM proposal p WHERE p.booking_id = p_booking AND p.practitioner_id = p_practitioner AND p.starts_at = p_starts_at
    AND p.state = 'accepted' AND p.xmin = pg_current_xact_id()::xid);

-- Patients move, cancel, and accept what the clinic proposed; the steps of the day are the clinic's.
CREATE OR REPLACE FUNCTION booking_whose_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF actor_is_patient() AND ((NEW.status NOT IN (OLD.status, 'cancelled')
      AND NOT (OLD.status = 'requested' AND NEW.status = 'confirmed' AND proposal_accepted_now(NEW.id, NEW.practitioner_id, NEW.starts_at)))
    OR (NEW.arrived_at, NEW.actual_starts_at, NEW.actual_ends_at, NEW.overbook, NEW.overbook_reason, NEW.fee_waived_because, NEW.request_expires_at)
      IS DISTINCT FROM (OLD.arrived_at, OLD.actual_starts_at, OLD.actual_ends_at, OLD.overbook, OLD.overbook_reason, OLD.fee_waived_because, OLD.request_expires_at))
  THEN RAISE EXCEPTION 'only the clinic takes this step' USING ERRCODE = 'AR403'; END IF;
  RETURN NEW;
END $$;

-- The worker lapses requests that nobody answered, and tells the patient.
GRANT UPDATE (status, version, sequence) ON booking TO anteroom_worker;
GRANT INSERT ON booking_event, outbox_message TO anteroom_worker;
