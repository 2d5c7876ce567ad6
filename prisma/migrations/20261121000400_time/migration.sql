-- Availability and claims: the spine (domain.md). Hours are wall time in the location's zone; claims are instants.

-- The instants of one local day whose wall time is in [start, end). A skipped hour has none; of a repeated hour the first pass counts
-- (security.md, item 33). Exact on any change of offset because it looks at every minute; called only for days that have one.
CREATE FUNCTION wall_ranges(p_day date, p_start int, p_end int, p_zone text) RETURNS TABLE (block tstzrange, phase int)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 2 AS $$
  WITH minute AS (
    SELECT t, (t AT TIME ZONE p_zone) - p_day::timestamp AS wall
    FROM generate_series(p_day::timestamp AT TIME ZONE p_zone, (p_day + 1)::timestamp AT TIME ZONE p_zone - interval '1 minute', interval '1 minute') t
  ), first_pass AS (
    SELECT min(t) AS t, wall FROM minute WHERE wall >= make_interval(mins => p_start) AND wall < make_interval(mins => p_end) GROUP BY wall
  ), run AS (
    SELECT unnest(range_agg(tstzrange(t, t + interval '1 minute'))) AS block FROM first_pass
  )
  SELECT r.block, (extract(epoch FROM (lower(r.block) AT TIME ZONE p_zone) - p_day::timestamp) / 60)::int - p_start FROM run r
$$;

-- When a practitioner is at work for a service, before anything is taken off: weekly rules expanded per local date, and dated openings.
-- `phase`: minutes of wall time since the rule's own start, so that the start grid keeps its beat after a clock change.
CREATE FUNCTION open_blocks(p_service uuid, p_practitioners uuid[], p_location uuid, p_kind location_kind, p_from timestamptz, p_to timestamptz)
  RETURNS TABLE (practitioner_id uuid, location_id uuid, block tstzrange, phase int) LANGUAGE sql STABLE ROWS 400 AS $$
  WITH place AS (
    SELECT l.id, l.time_zone FROM location l JOIN service s ON s.clinic_id = l.clinic_id
    WHERE s.id = p_service AND (p_location IS NULL OR l.id = p_location) AND (p_kind IS NULL OR l.kind = p_kind)
  ), day AS (
    SELECT p.id AS location_id, p.time_zone, d::date AS day, extract(isodow FROM d)::int AS weekday,
      d AT TIME ZONE p.time_zone AS midnight, (d + interval '1 day') AT TIME ZONE p.time_zone - d AT TIME ZONE p.time_zone = interval '24 hours' AS plain
    FROM place p, generate_series((p_from AT TIME ZONE p.time_zone)::date::timestamp, (p_to AT TIME ZONE p.time_zone)::date::timestamp, interval '1 day') d
  ), rule AS (
    SELECT r.*, d.day, d.midnight, d.plain, d.time_zone
    FROM availability_rule r
    JOIN practitioner_service o ON o.practitioner_id = r.practitioner_id AND o.service_id = p_service
    JOIN practitioner p ON p.id = r.practitioner_id AND p.active
    JOIN day d ON d.location_id = r.location_id AND d.weekday = r.weekday
    WHERE (p_practitioners IS NULL OR r.practitioner_id = ANY (p_practitioners))
      AND (r.service_ids = '{}' OR p_service = ANY (r.service_ids))
      AND (r.valid_from IS NULL OR r.valid_from <= d.day) AND (r.valid_until IS NULL OR d.day <= r.valid_until)
  )
  SELECT practitioner_id, location_id, tstzrange(midnight + start_minute * interval '1 minute', midnight + end_minute * interval '1 minute'), 0
    FROM rule WHERE plain
  UNION ALL
  SELECT r.practitioner_id, r.location_id, w.block, w.phase
    FROM rule r CROSS JOIN LATERAL wall_ranges(r.day, r.start_minute, r.end_minute, r.time_zone) w WHERE NOT r.plain
  UNION ALL
  SELECT e.practitioner_id, e.location_id, tstzrange(e.starts_at, e.ends_at), 0
    FROM availability_exception e
    JOIN place p ON p.id = e.location_id
    JOIN practitioner_service o ON o.practitioner_id = e.practitioner_id AND o.service_id = p_service
    JOIN practitioner q ON q.id = e.practitioner_id AND q.active
    WHERE e.kind = 'opening' AND e.starts_at < p_to AND e.ends_at > p_from
      AND (p_practitioners IS NULL OR e.practitioner_id = ANY (p_practitioners))
$$;

-- What is shut over the hours: the practitioner's leave, the clinic's or the location's closures.
CREATE FUNCTION shut_ranges(p_clinic uuid, p_practitioner uuid, p_location uuid, p_from timestamptz, p_to timestamptz) RETURNS tstzmultirange
  LANGUAGE sql STABLE
  RETURN (SELECT coalesce(range_agg(tstzrange(e.starts_at, e.ends_at)), '{}') FROM availability_exception e
    WHERE e.clinic_id = p_clinic AND e.kind <> 'opening' AND e.starts_at < p_to AND e.ends_at > p_from
      AND (e.practitioner_id IS NULL OR e.practitioner_id = p_practitioner) AND (e.location_id IS NULL OR e.location_id = p_location));

-- The one slot search: for each practitioner and place, open blocks as (start, end, phase) and busy ranges as (start, end), flattened,
-- whole minutes since the epoch, in order. It names nobody, so anybody may ask. `p_ignore_*`: a booking being moved, a hold being confirmed.
CREATE FUNCTION diary(p_service uuid, p_practitioners uuid[], p_location uuid, p_kind location_kind, p_from timestamptz, p_to timestamptz,
    p_now timestamptz, p_ignore_booking uuid, p_ignore_hold uuid)
  RETURNS TABLE (practitioner_id uuid, location_id uuid, open int[], busy int[])
  LANGUAGE plpgsql STABLE ROWS 10 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN QUERY
  WITH block AS MATERIALIZED (
    SELECT b.practitioner_id, b.location_id,
      array_agg(v ORDER BY b.block, n) AS open
    FROM open_blocks(p_service, p_practitioners, p_location, p_kind, p_from, p_to) b
    CROSS JOIN LATERAL unnest(ARRAY[(date_part('epoch', lower(b.block)) / 60)::int, (date_part('epoch', upper(b.block)) / 60)::int, b.phase])
      WITH ORDINALITY AS x(v, n)
    GROUP BY b.practitioner_id, b.location_id
  ), shut AS MATERIALIZED (
    SELECT e.practitioner_id, e.location_id, e.starts_at, e.ends_at FROM availability_exception e
    WHERE e.clinic_id = (SELECT s.clinic_id FROM service s WHERE s.id = p_service)
      AND e.kind <> 'opening' AND e.starts_at < p_to AND e.ends_at > p_from
  ), taken AS (
    SELECT b.practitioner_id, b.location_id, range_agg(t.r) AS r
    FROM block b CROSS JOIN LATERAL (
      SELECT tstzrange(c.starts_at, c.ends_at) AS r FROM calendar_claim c
        WHERE c.resource_id = b.practitioner_id AND c.starts_at >= p_from - interval '24 hours' AND c.starts_at < p_to + interval '4 hours'
          AND NOT (c.kind = 'hold' AND c.expires_at <= p_now)
          AND c.booking_id IS DISTINCT FROM coalesce(p_ignore_booking, '00000000-0000-0000-0000-000000000000')
          AND c.hold_id IS DISTINCT FROM coalesce(p_ignore_hold, '00000000-0000-0000-0000-000000000000')
      UNION ALL
      SELECT tstzrange(s.starts_at, s.ends_at) FROM shut s
        WHERE (s.practitioner_id IS NULL OR s.practitioner_id = b.practitioner_id) AND (s.location_id IS NULL OR s.location_id = b.location_id)
    ) t GROUP BY b.practitioner_id, b.location_id
  )
  SELECT b.practitioner_id, b.location_id, b.open,
    coalesce((SELECT array_agg(v ORDER BY i, n) FROM unnest(t.r) WITH ORDINALITY AS u(r, i)
      CROSS JOIN LATERAL unnest(ARRAY[floor(date_part('epoch', lower(u.r)) / 60)::int, ceil(date_part('epoch', upper(u.r)) / 60)::int])
        WITH ORDINALITY AS x(v, n)), '{}')
  FROM block b LEFT JOIN taken t USING (practitioner_id, location_id)
  ORDER BY b.practitioner_id, b.location_id;
END $$;

-- One advisory lock per resource (practitioner, room, patient), in sorted order, to the end of the transaction. Without it the exclusion
-- constraint alone is right but deadlocks for minutes under contention (security.md, finding 1).
CREATE FUNCTION lock_resources(p_resources uuid[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE r uuid;
BEGIN
  FOR r IN SELECT DISTINCT x FROM unnest(p_resources) x WHERE x IS NOT NULL ORDER BY x LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended(r::text, 0));
  END LOOP;
END $$;

-- The recipe, and the only door to calendar_claim: lock, clear dead holds, let go of what this booking or hold had, re-check the hours
-- and leave, insert; the exclusion constraint has the last word (23P01). A booking made from a hold takes the hold's place.
-- Refuses with AR001 (outside the hours, or in leave or a closure) and AR002 (that hold is not there any more).
-- `p_visit` is what the patient sees; the claim adds the buffers. `p_anyway`: staff book outside the hours or over another, on purpose.
CREATE FUNCTION claim_time(p_clinic uuid, p_service uuid, p_practitioner uuid, p_location uuid, p_visit tstzrange, p_before int, p_after int,
    p_booking uuid, p_hold uuid, p_expires timestamptz, p_anyway boolean, p_now timestamptz) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  had uuid[];
  starts timestamptz := lower(p_visit) - make_interval(mins => p_before);
  ends timestamptz := upper(p_visit) + make_interval(mins => p_after);
BEGIN
  IF actor_kind() IS NULL THEN RAISE EXCEPTION 'nobody is asking' USING ERRCODE = 'AR403'; END IF;
  SELECT array_agg(c.resource_id) INTO had FROM calendar_claim c WHERE c.booking_id = p_booking OR c.hold_id = p_hold;
  PERFORM lock_resources(had || p_practitioner);
  DELETE FROM calendar_claim c WHERE c.resource_id = p_practitioner AND c.kind = 'hold' AND c.expires_at <= p_now
    AND tstzrange(c.starts_at, c.ends_at) && tstzrange(starts, ends);
  DELETE FROM calendar_claim c WHERE c.booking_id = p_booking;
  IF p_hold IS NOT NULL AND p_booking IS NOT NULL THEN
    DELETE FROM calendar_claim c WHERE c.hold_id = p_hold AND c.expires_at > p_now;
    IF NOT FOUND THEN RAISE EXCEPTION 'hold is gone' USING ERRCODE = 'AR002'; END IF;
  END IF;
  IF NOT p_anyway AND NOT (
    p_visit <@ (SELECT coalesce(range_agg(b.block), '{}') - shut_ranges(p_clinic, p_practitioner, p_location, lower(p_visit), upper(p_visit))
      FROM open_blocks(p_service, ARRAY[p_practitioner], p_location, NULL, lower(p_visit), upper(p_visit)) b)
  ) THEN RAISE EXCEPTION 'outside the hours' USING ERRCODE = 'AR001'; END IF;
  INSERT INTO calendar_claim (id, clinic_id, resource_kind, resource_id, starts_at, ends_at, kind, expires_at, overbook, booking_id, hold_id)
  VALUES (gen_random_uuid(), p_clinic, 'practitioner', p_practitioner, starts, ends,
    (CASE WHEN p_booking IS NULL THEN 'hold' ELSE 'booking' END)::claim_kind, CASE WHEN p_booking IS NULL THEN p_expires END, p_anyway,
    p_booking, CASE WHEN p_booking IS NULL THEN p_hold END);
END $$;

-- Lets go of the time of a booking (cancelled) or of a hold (left). Returns whether there was any.
CREATE FUNCTION release_time(p_booking uuid, p_hold uuid) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF actor_kind() IS NULL THEN RAISE EXCEPTION 'nobody is asking' USING ERRCODE = 'AR403'; END IF;
  DELETE FROM calendar_claim c WHERE c.booking_id = p_booking OR c.hold_id = p_hold;
  RETURN FOUND;
END $$;

-- Claims a leave's time wherever it is still free, a day at a time; bookings already there stay, for the desk to rebook. Under the same
-- lock as bookings, so none can slip in (security.md, A11).
CREATE FUNCTION claim_leave(p_exception uuid, p_now timestamptz) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE e availability_exception;
BEGIN
  SELECT * INTO STRICT e FROM availability_exception WHERE id = p_exception AND kind = 'leave';
  IF NOT actor_is_staff(e.clinic_id) AND actor_kind() IS DISTINCT FROM 'system' THEN RAISE EXCEPTION 'not yours' USING ERRCODE = 'AR403'; END IF;
  PERFORM lock_resources(ARRAY[e.practitioner_id]);
  DELETE FROM calendar_claim c WHERE c.resource_id = e.practitioner_id AND c.kind = 'hold' AND tstzrange(c.starts_at, c.ends_at) && tstzrange(e.starts_at, e.ends_at);
  INSERT INTO calendar_claim (id, clinic_id, resource_kind, resource_id, starts_at, ends_at, kind, overbook, exception_id)
  SELECT gen_random_uuid(), e.clinic_id, 'practitioner', e.practitioner_id, lower(piece), upper(piece), 'leave', false, e.id
  FROM generate_series(e.starts_at, e.ends_at - interval '1 microsecond', interval '24 hours') d
  CROSS JOIN LATERAL unnest(tstzmultirange(tstzrange(d, least(d + interval '24 hours', e.ends_at))) - (
    SELECT coalesce(range_agg(tstzrange(c.starts_at, c.ends_at)), '{}') FROM calendar_claim c
    WHERE c.resource_id = e.practitioner_id AND NOT c.overbook AND tstzrange(c.starts_at, c.ends_at) && tstzrange(e.starts_at, e.ends_at))) piece;
END $$;

GRANT CREATE ON SCHEMA public TO anteroom_gate;
DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['diary(uuid, uuid[], uuid, location_kind, timestamptz, timestamptz, timestamptz, uuid, uuid)',
    'claim_time(uuid, uuid, uuid, uuid, tstzrange, int, int, uuid, uuid, timestamptz, boolean, timestamptz)',
    'release_time(uuid, uuid)', 'claim_leave(uuid, timestamptz)']
  LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO anteroom_gate', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO anteroom_app, anteroom_worker, anteroom_owner', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;
CREATE POLICY gate ON service FOR SELECT TO anteroom_gate USING (true);
GRANT SELECT ON service TO anteroom_gate;
