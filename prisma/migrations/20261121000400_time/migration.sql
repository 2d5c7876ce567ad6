-- Availability and claims: the spine (domain.md). Hours are wall time in the location's zone; claims are instants.

-- The first instant of a local date whose midnight is skipped or happens twice: PostgreSQL reads the second, and the end of the gap.
CREATE FUNCTION first_instant_near_change(p_day date, p_zone text) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT min(t) FROM (VALUES (interval '0'), ('30 minutes'), ('1 hour'), ('2 hours')) back (by)
    CROSS JOIN LATERAL (SELECT (p_day::timestamp AT TIME ZONE p_zone) - back.by) x (t)
    WHERE back.by = interval '0' OR t AT TIME ZONE p_zone = p_day::timestamp
$$;

-- The first instant of a local date: midnight, where the clocks have not changed in the three hours before. So that it is inlined.
CREATE FUNCTION first_instant(p_day date, p_zone text) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN ((p_day::timestamp AT TIME ZONE p_zone) - interval '3 hours') AT TIME ZONE p_zone = p_day::timestamp - interval '3 hours'
    THEN p_day::timestamp AT TIME ZONE p_zone ELSE first_instant_near_change(p_day, p_zone) END;

-- Minutes since the epoch. STABLE as date_part is, or it would not be inlined.
CREATE FUNCTION epoch_minutes(t timestamptz) RETURNS double precision LANGUAGE sql STABLE PARALLEL SAFE
  RETURN date_part('epoch', t) / 60;

-- How far a zone's clocks are ahead of UTC at an instant.
CREATE FUNCTION minutes_ahead(t timestamptz, p_zone text) RETURNS int LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (date_part('epoch', (t AT TIME ZONE p_zone) - (t AT TIME ZONE 'UTC')) / 60)::int;

-- A local date near a change of the clock, as stretches of wall time (minutes after midnight) and the minute (since the epoch) each begins.
-- A skipped hour is in none; of a repeated hour the first pass counts (security.md, item 33). The offset is asked hour by hour, and minute
-- by minute in an hour that changes it. Not inlined (plpgsql): starting its plan costs more than a plain day's whole search.
CREATE FUNCTION wall_stretches(p_day date, p_zone text) RETURNS TABLE (wall_from int, wall_to int, starts int)
  LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 2 AS $$
BEGIN
  RETURN QUERY
  WITH hour AS (
    SELECT t, minutes_ahead(t, p_zone) AS ahead, lag(t) OVER (ORDER BY t) AS t_before, lag(minutes_ahead(t, p_zone)) OVER (ORDER BY t) AS ahead_before
    FROM generate_series((p_day::timestamp AT TIME ZONE p_zone) - interval '3 hours', (p_day::timestamp AT TIME ZONE p_zone) + interval '27 hours', interval '1 hour') t
  ), change AS (
    SELECT t, ahead FROM hour WHERE t_before IS NULL
    UNION ALL
    SELECT (SELECT min(m) FROM generate_series(h.t_before, h.t, interval '1 minute') m WHERE minutes_ahead(m, p_zone) = h.ahead), h.ahead
    FROM hour h WHERE h.ahead <> h.ahead_before
  ), stretch AS (
    SELECT ahead, epoch_minutes(t)::int + ahead - epoch_minutes(p_day::timestamp AT TIME ZONE 'UTC')::int AS wall_from,
      coalesce(epoch_minutes(lead(t) OVER (ORDER BY t))::int + ahead - epoch_minutes(p_day::timestamp AT TIME ZONE 'UTC')::int, 1440) AS wall_to FROM change
  ), first_pass AS (
    SELECT ahead, greatest(0, s.wall_from, max(s.wall_to) OVER (ORDER BY s.wall_from - ahead ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS wall_from,
      least(s.wall_to, 1440) AS wall_to FROM stretch s
  )
  SELECT f.wall_from, f.wall_to, epoch_minutes(p_day::timestamp AT TIME ZONE 'UTC')::int + f.wall_from - ahead FROM first_pass f WHERE f.wall_from < f.wall_to;
END $$;

-- When practitioners are at work for a service, before anything is taken off: weekly rules expanded per local date, and dated openings, in
-- minutes since the epoch. Whole local dates that [p_from, p_to) touches. `phase`: minutes of wall time since the rule's own start, so that
-- the start grid keeps its beat after a clock change. By video or phone a practitioner who travels keeps the wall time of where they are.
CREATE FUNCTION open_blocks(p_service uuid, p_practitioners uuid[], p_location uuid, p_kind location_kind, p_from timestamptz, p_to timestamptz)
  RETURNS TABLE (practitioner_id uuid, location_id uuid, starts int, ends int, phase int) LANGUAGE sql STABLE ROWS 400 AS $$
  WITH who AS MATERIALIZED (
    SELECT o.practitioner_id FROM practitioner_service o JOIN practitioner p ON p.id = o.practitioner_id AND p.active
    WHERE o.service_id = p_service AND (p_practitioners IS NULL OR o.practitioner_id = ANY (p_practitioners))
  ), travel AS MATERIALIZED (
    SELECT v.practitioner_id, v.from_date, v.until_date, v.time_zone FROM who w JOIN practitioner_travel v ON v.practitioner_id = w.practitioner_id
    WHERE v.from_date <= p_to::date + 1 AND v.until_date >= p_from::date - 1
  ), place AS MATERIALIZED (
    SELECT l.id, l.kind, l.time_zone AS own_zone, z.time_zone FROM location l JOIN service s ON s.clinic_id = l.clinic_id
    CROSS JOIN LATERAL (SELECT l.time_zone UNION SELECT v.time_zone FROM travel v WHERE l.kind = 'telehealth') z
    WHERE s.id = p_service AND l.active AND (p_location IS NULL OR l.id = p_location) AND (p_kind IS NULL OR l.kind = p_kind)
  ), day AS (
    SELECT p.id AS location_id, p.kind, p.own_zone, p.time_zone, d, d AT TIME ZONE p.time_zone AS midnight
    FROM place p, generate_series((p_from AT TIME ZONE p.time_zone)::date::timestamp,
      ((p_to - interval '1 microsecond') AT TIME ZONE p.time_zone)::date::timestamp, interval '1 day') d
  ), seen AS MATERIALIZED (
    -- Plain: no change of offset from three hours before to three hours after, so wall time runs as time does.
    SELECT *, (midnight - interval '3 hours') AT TIME ZONE time_zone = d - interval '3 hours'
      AND (midnight + interval '27 hours') AT TIME ZONE time_zone = d + interval '27 hours' AS plain FROM day
  ), stretch AS MATERIALIZED (
    SELECT location_id, kind, own_zone, time_zone, d::date AS on_date, date_part('isodow', d)::smallint AS weekday, 0 AS wall_from, 1440 AS wall_to, epoch_minutes(midnight)::int AS starts
      FROM seen WHERE plain
    UNION ALL
    SELECT s.location_id, s.kind, s.own_zone, s.time_zone, s.d::date, date_part('isodow', s.d)::smallint, w.* FROM seen s CROSS JOIN LATERAL wall_stretches(s.d::date, s.time_zone) w WHERE NOT s.plain
  ), rule AS MATERIALIZED (
    SELECT r.practitioner_id, r.location_id, r.weekday, r.start_minute, r.end_minute, r.valid_from, r.valid_until
    FROM who w JOIN availability_rule r ON r.practitioner_id = w.practitioner_id AND (r.service_ids = '{}' OR p_service = ANY (r.service_ids))
  )
  SELECT r.practitioner_id, r.location_id, t.starts + greatest(r.start_minute, t.wall_from) - t.wall_from,
    t.starts + least(r.end_minute, t.wall_to) - t.wall_from, greatest(r.start_minute, t.wall_from) - r.start_minute
  FROM rule r JOIN stretch t ON t.location_id = r.location_id AND t.weekday = r.weekday
  WHERE r.start_minute < t.wall_to AND r.end_minute > t.wall_from
    AND (r.valid_from IS NULL OR r.valid_from <= t.on_date) AND (r.valid_until IS NULL OR t.on_date <= r.valid_until)
    AND t.time_zone = coalesce((SELECT v.time_zone FROM travel v WHERE t.kind = 'telehealth' AND v.practitioner_id = r.practitioner_id
      AND t.on_date BETWEEN v.from_date AND v.until_date LIMIT 1), t.own_zone)
  UNION ALL
  SELECT e.practitioner_id, e.location_id, ceil(epoch_minutes(e.starts_at))::int, floor(epoch_minutes(e.ends_at))::int, 0
  FROM who w
  JOIN availability_exception e ON e.practitioner_id = w.practitioner_id AND e.kind = 'opening' AND e.starts_at < p_to AND e.ends_at > p_from
  JOIN location l ON l.id = e.location_id AND l.active AND (p_location IS NULL OR l.id = p_location) AND (p_kind IS NULL OR l.kind = p_kind)
$$;

-- What is shut over the hours (minutes since the epoch): the practitioner's leave, the clinic's or the location's closures.
CREATE FUNCTION shut_minutes(p_clinic uuid, p_practitioner uuid, p_location uuid, p_from timestamptz, p_to timestamptz) RETURNS int4multirange
  LANGUAGE sql STABLE
  RETURN (SELECT coalesce(range_agg(int4range(floor(epoch_minutes(e.starts_at))::int, ceil(epoch_minutes(e.ends_at))::int)), '{}') FROM availability_exception e
    WHERE e.clinic_id = p_clinic AND e.kind <> 'opening' AND e.starts_at < p_to AND e.ends_at > p_from
      AND (e.practitioner_id IS NULL OR e.practitioner_id = p_practitioner) AND (e.location_id IS NULL OR e.location_id = p_location));

-- What is full, in minutes since the epoch (start, end, why): 1, local dates on which a practitioner has as many of the service as its daily
-- cap allows; 2, dated openings with as many bookings as they take. Holds count as bookings: they may become some. `p_ignore_booking`: a booking
-- that is being moved, or a group session with all that are in it.
CREATE FUNCTION full_stretches(p_service uuid, p_practitioner uuid, p_from timestamptz, p_to timestamptz, p_now timestamptz, p_ignore_booking uuid, p_ignore_hold uuid)
  RETURNS TABLE (starts int, ends int, why int) LANGUAGE plpgsql STABLE ROWS 5
  SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY
  WITH visit AS (
    SELECT b.starts_at, b.service_id, b.location_id FROM booking b
    WHERE b.practitioner_id = p_practitioner AND b.starts_at > p_from - interval '2 days' AND b.starts_at < p_to + interval '2 days'
      AND b.status IN ('requested', 'held', 'confirmed', 'arrived', 'in_progress', 'completed', 'no_show')
      AND (p_ignore_booking IS NULL OR p_ignore_booking NOT IN (b.id, coalesce(b.group_session_id, b.id)))
    UNION ALL
    SELECT h.starts_at, h.service_id, h.location_id FROM calendar_claim c JOIN hold h ON h.id = c.hold_id
    WHERE c.resource_id = p_practitioner AND c.starts_at > p_from - interval '3 days' AND c.starts_at < p_to + interval '2 days' AND c.expires_at > p_now
      AND c.hold_id IS DISTINCT FROM p_ignore_hold
  ), cap AS (
    SELECT coalesce(o.daily_cap, s.daily_cap) AS most, c.time_zone FROM service s JOIN clinic c ON c.id = s.clinic_id
      JOIN practitioner_service o ON o.service_id = s.id AND o.practitioner_id = p_practitioner
    WHERE s.id = p_service AND coalesce(o.daily_cap, s.daily_cap) IS NOT NULL
  )
  SELECT epoch_minutes(first_instant(d.day, d.time_zone))::int, epoch_minutes(first_instant(d.day + 1, d.time_zone))::int, 1
  FROM (SELECT (v.starts_at AT TIME ZONE cap.time_zone)::date AS day, cap.time_zone FROM cap JOIN visit v ON v.service_id = p_service
    GROUP BY 1, 2, cap.most HAVING count(*) >= cap.most) d
  UNION ALL
  SELECT floor(epoch_minutes(e.starts_at))::int, ceil(epoch_minutes(e.ends_at))::int, 2 FROM availability_exception e
  WHERE e.practitioner_id = p_practitioner AND e.kind = 'opening' AND e.capacity IS NOT NULL AND e.starts_at < p_to AND e.ends_at > p_from
    AND e.capacity <= (SELECT count(*) FROM visit v WHERE v.location_id = e.location_id AND v.starts_at >= e.starts_at AND v.starts_at < e.ends_at);
END $$;

-- The rooms and equipment that a visit of the service may take at a location, in order: what must be locked with the practitioner.
CREATE FUNCTION resources_of(p_service uuid, p_location uuid) RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT r.id ORDER BY r.id), '{}') FROM service_need n JOIN resource r ON r.id = ANY (n.resource_ids)
  WHERE n.service_id = p_service AND r.location_id = p_location AND r.active
$$;

-- The needs of a service at its places as JSON: for each need, for each thing that meets it, its id and its claims (start, end; minutes since
-- the epoch). No row where a visit needs nothing: by video or phone it never does.
CREATE FUNCTION needs_diary(p_service uuid, p_location uuid, p_from timestamptz, p_to timestamptz, p_now timestamptz, p_ignore_booking uuid, p_ignore_hold uuid)
  RETURNS TABLE (location_id uuid, needs json) LANGUAGE plpgsql STABLE ROWS 2 SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM service_need n WHERE n.service_id = p_service) THEN RETURN; END IF;
  RETURN QUERY
  WITH place AS (
    SELECT l.id FROM location l JOIN service s ON s.id = p_service AND s.clinic_id = l.clinic_id
    WHERE l.kind = 'in_person' AND l.active AND (p_location IS NULL OR l.id = p_location)
  ), thing AS MATERIALIZED (
    SELECT r.id, r.location_id, (
      SELECT coalesce(json_agg(x.minute ORDER BY c.starts_at, x.n), '[]') FROM calendar_claim c
      CROSS JOIN LATERAL (VALUES (1, floor(epoch_minutes(c.starts_at))::int), (2, ceil(epoch_minutes(c.ends_at))::int)) x (n, minute)
      WHERE c.resource_id = r.id AND c.starts_at > p_from - interval '24 hours' AND c.starts_at < p_to AND c.ends_at > p_from
        AND (c.expires_at IS NULL OR c.expires_at > p_now)
        AND (p_ignore_booking IS NULL OR c.booking_id IS DISTINCT FROM p_ignore_booking) AND (p_ignore_hold IS NULL OR c.hold_id IS DISTINCT FROM p_ignore_hold)
    ) AS busy FROM resource r JOIN place p ON p.id = r.location_id WHERE r.active AND EXISTS (SELECT FROM service_need n WHERE n.service_id = p_service AND r.id = ANY (n.resource_ids))
  )
  SELECT p.id, json_agg(need.things ORDER BY need.id) FROM place p CROSS JOIN LATERAL (
    SELECT n.id, (SELECT coalesce(json_agg(json_build_array(t.id, t.busy) ORDER BY t.id), '[]') FROM thing t WHERE t.location_id = p.id AND t.id = ANY (n.resource_ids)) AS things
    FROM service_need n WHERE n.service_id = p_service
  ) need GROUP BY p.id;
END $$;

-- One free thing for each need of a service, all different, or NULL where there is no way. The caller holds their locks.
CREATE FUNCTION choose_resources(p_service uuid, p_location uuid, p_during tstzrange, p_now timestamptz) RETURNS uuid[] LANGUAGE sql VOLATILE AS $$
  WITH RECURSIVE need AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY n.id) AS k, ARRAY(
      SELECT r.id FROM resource r WHERE r.id = ANY (n.resource_ids) AND r.location_id = p_location AND r.active AND NOT EXISTS (
        SELECT FROM calendar_claim c WHERE c.resource_id = r.id AND NOT c.overbook AND (c.expires_at IS NULL OR c.expires_at > p_now)
          AND tstzrange(c.starts_at, c.ends_at) && p_during)
      ORDER BY r.id) AS free
    FROM service_need n JOIN location l ON l.id = p_location AND l.kind = 'in_person' WHERE n.service_id = p_service
  ), pick (k, chosen) AS (
    SELECT 0::bigint, '{}'::uuid[]
    UNION ALL
    SELECT p.k + 1, p.chosen || x.id FROM pick p JOIN need n ON n.k = p.k + 1 CROSS JOIN LATERAL unnest(n.free) x (id) WHERE NOT x.id = ANY (p.chosen)
  )
  SELECT chosen FROM pick WHERE k = (SELECT count(*) FROM need) LIMIT 1
$$;

-- The one slot search: for each practitioner and place with hours in [p_from, p_to), in whole minutes since the epoch and in order of start:
-- open blocks (start, end, phase), leave and closures (start, end), claims (start, end), what is full (start, end, why); with the first of each
-- place, what `needs_diary` says of it. Part minutes are
-- rounded against the patient.
-- It names nobody, so anybody may ask. `p_ignore_*`: a booking being moved, a hold being confirmed.
-- Planning it takes longer than running it, so one plan does for all arguments.
CREATE FUNCTION diary(p_service uuid, p_practitioners uuid[], p_location uuid, p_kind location_kind, p_from timestamptz, p_to timestamptz,
    p_now timestamptz, p_ignore_booking uuid, p_ignore_hold uuid)
  RETURNS TABLE (practitioner_id uuid, location_id uuid, open int[], shut int[], busy int[], full_up int[], needs json)
  LANGUAGE plpgsql STABLE ROWS 10 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY
  WITH hours AS MATERIALIZED (
    SELECT b.practitioner_id, b.location_id, array_agg(ARRAY[b.starts, b.ends, b.phase] ORDER BY b.starts) AS open
    FROM open_blocks(p_service, p_practitioners, p_location, p_kind, p_from, p_to) b
    GROUP BY b.practitioner_id, b.location_id
  ), taken AS MATERIALIZED (
    SELECT w.practitioner_id, (
      -- A claim lasts a day at most (calendar_claim_range), so this is one stretch of the index, which has all that is asked.
      SELECT array_agg(ARRAY[floor(epoch_minutes(c.starts_at))::int, ceil(epoch_minutes(c.ends_at))::int] ORDER BY c.starts_at)
      FROM calendar_claim c
      WHERE c.resource_id = w.practitioner_id AND c.starts_at > p_from - interval '24 hours' AND c.starts_at < p_to AND c.ends_at > p_from
        AND (c.expires_at IS NULL OR c.expires_at > p_now)
        AND (p_ignore_booking IS NULL OR c.booking_id IS DISTINCT FROM p_ignore_booking)
        AND (p_ignore_hold IS NULL OR c.hold_id IS DISTINCT FROM p_ignore_hold)
    ) AS busy, CASE WHEN (
      -- Asked once, and mostly the end of it.
      SELECT EXISTS (SELECT FROM practitioner_service o JOIN service s ON s.id = o.service_id
          WHERE o.service_id = p_service AND coalesce(o.daily_cap, s.daily_cap) IS NOT NULL)
        OR EXISTS (SELECT FROM availability_exception e JOIN service s ON s.id = p_service AND s.clinic_id = e.clinic_id
          WHERE e.capacity IS NOT NULL AND e.starts_at < p_to AND e.ends_at > p_from)
    ) THEN (
      SELECT array_agg(ARRAY[f.starts, f.ends, f.why] ORDER BY f.starts, f.ends) FROM full_stretches(p_service, w.practitioner_id, p_from, p_to, p_now, p_ignore_booking, p_ignore_hold) f
    ) END AS full_up FROM (SELECT DISTINCT h.practitioner_id FROM hours h) w
  ), away AS MATERIALIZED (
    SELECT e.practitioner_id, e.location_id, ARRAY[floor(epoch_minutes(e.starts_at))::int, ceil(epoch_minutes(e.ends_at))::int] AS range
    FROM availability_exception e JOIN service s ON s.id = p_service AND s.clinic_id = e.clinic_id
    WHERE e.kind <> 'opening' AND e.starts_at < p_to AND e.ends_at > p_from
  )
  SELECT h.practitioner_id, h.location_id, h.open, coalesce((
      SELECT array_agg(a.range ORDER BY a.range) FROM away a
      WHERE (a.practitioner_id IS NULL OR a.practitioner_id = h.practitioner_id) AND (a.location_id IS NULL OR a.location_id = h.location_id)
    ), '{}'), coalesce(t.busy, '{}'), coalesce(t.full_up, '{}'),
    CASE WHEN row_number() OVER (PARTITION BY h.location_id ORDER BY h.practitioner_id) = 1 THEN (
      SELECT n.needs FROM needs_diary(p_service, p_location, p_from, p_to, p_now, p_ignore_booking, p_ignore_hold) n WHERE n.location_id = h.location_id) END
  FROM hours h JOIN taken t ON t.practitioner_id = h.practitioner_id
  ORDER BY h.practitioner_id, h.location_id;
END $$;

-- The search reads claims from the index calendar_claim_diary alone; pages count as seen by everybody only after a vacuum, so that comes early.
ALTER TABLE calendar_claim SET (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 1000, autovacuum_vacuum_scale_factor = 0.02);

-- One advisory lock per resource (practitioner, room, patient), in sorted order, to the end of the transaction. Without it the exclusion
-- constraint alone is right but deadlocks for minutes under contention (security.md, finding 1).
CREATE FUNCTION lock_resources(p_resources uuid[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE r uuid;
BEGIN
  FOR r IN SELECT DISTINCT x FROM unnest(p_resources) x WHERE x IS NOT NULL ORDER BY x LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended(r::text, 0));
  END LOOP;
END $$;

-- Whether whoever asks may change a booking: its clinic's staff, who acts for its patient, the bearer of its link, our own worker.
CREATE FUNCTION actor_may_change(p_booking uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN CASE actor_kind() WHEN 'system' THEN true WHEN 'link' THEN actor_id() = p_booking
    WHEN 'account' THEN EXISTS (SELECT FROM booking b WHERE b.id = p_booking AND (actor_is_staff(b.clinic_id) OR actor_acts_for(b.patient_id)))
    ELSE false END;

-- The recipe, and the only door to calendar_claim: lock, clear dead holds, let go of what this booking or hold had, re-check the hours,
-- leave and what is full, choose rooms and equipment, insert; the exclusion constraint has the last word (23P01). A booking made from a hold
-- takes the hold's place. Refuses with AR001 (outside the hours, or in leave or a closure), AR002 (that hold is not there any more), AR003
-- (that day has as many as it may), AR004 (that opening is full) and AR005 (no room or equipment is free).
-- `p_visit` is what the patient sees; the claim adds the buffers. `p_session`: a group session, instead of a booking; seats that were kept at
-- the time it had are kept no more. `p_anyway`: staff book
-- outside the hours or over another, on purpose; nobody else may, and nobody takes the time of a booking that is not theirs to change (AR403).
CREATE FUNCTION claim_time(p_clinic uuid, p_service uuid, p_practitioner uuid, p_location uuid, p_visit tstzrange, p_before int, p_after int,
    p_booking uuid, p_session uuid, p_hold uuid, p_expires timestamptz, p_anyway boolean, p_now timestamptz) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  had uuid[];
  things uuid[];
  during tstzrange := tstzrange(lower(p_visit) - make_interval(mins => p_before), upper(p_visit) + make_interval(mins => p_after));
  is_hold boolean := p_booking IS NULL AND p_session IS NULL;
  full_because int;
BEGIN
  IF actor_kind() IS NULL THEN RAISE EXCEPTION 'nobody is asking' USING ERRCODE = 'AR403'; END IF;
  IF (p_anyway OR p_session IS NOT NULL) AND actor_kind() <> 'system' AND NOT actor_is_staff(p_clinic) THEN RAISE EXCEPTION 'only staff' USING ERRCODE = 'AR403'; END IF;
  SELECT array_agg(c.resource_id) INTO had FROM calendar_claim c WHERE c.booking_id = p_booking;
  IF had IS NOT NULL AND NOT actor_may_change(p_booking) THEN RAISE EXCEPTION 'not yours' USING ERRCODE = 'AR403'; END IF;
  IF p_session IS NOT NULL AND NOT EXISTS (SELECT FROM group_session g WHERE g.id = p_session AND g.clinic_id = p_clinic)
  THEN RAISE EXCEPTION 'not yours' USING ERRCODE = 'AR403'; END IF;
  had := had || (SELECT array_agg(c.resource_id) FROM calendar_claim c WHERE c.hold_id = p_hold);
  PERFORM lock_resources(had || p_practitioner || resources_of(p_service, p_location));
  DELETE FROM calendar_claim c WHERE c.resource_id = ANY (p_practitioner || resources_of(p_service, p_location)) AND c.kind = 'hold' AND c.expires_at <= p_now
    AND tstzrange(c.starts_at, c.ends_at) && during;
  DELETE FROM calendar_claim c WHERE c.booking_id = p_booking;
  IF p_session IS NOT NULL THEN DELETE FROM calendar_claim c WHERE c.group_session_id = p_session; END IF;
  IF p_hold IS NOT NULL AND NOT is_hold THEN
    DELETE FROM calendar_claim c WHERE c.hold_id = p_hold AND c.expires_at > p_now;
    IF NOT FOUND THEN RAISE EXCEPTION 'hold is gone' USING ERRCODE = 'AR002'; END IF;
  END IF;
  IF NOT p_anyway THEN
    IF NOT int4range(floor(epoch_minutes(lower(p_visit)))::int, ceil(epoch_minutes(upper(p_visit)))::int) <@ (SELECT
        coalesce(range_agg(int4range(b.starts, b.ends)), '{}') - shut_minutes(p_clinic, p_practitioner, p_location, lower(p_visit), upper(p_visit))
      FROM open_blocks(p_service, ARRAY[p_practitioner], p_location, NULL, lower(p_visit), upper(p_visit)) b)
    THEN RAISE EXCEPTION 'outside the hours' USING ERRCODE = 'AR001'; END IF;
    SELECT min(f.why) INTO full_because FROM full_stretches(p_service, p_practitioner, lower(p_visit), upper(p_visit), p_now, coalesce(p_booking, p_session), p_hold) f
    WHERE f.starts <= epoch_minutes(lower(p_visit)) AND epoch_minutes(lower(p_visit)) < f.ends;
    IF full_because = 1 THEN RAISE EXCEPTION 'that day is full' USING ERRCODE = 'AR003'; END IF;
    IF full_because = 2 THEN RAISE EXCEPTION 'that opening is full' USING ERRCODE = 'AR004'; END IF;
  END IF;
  things := choose_resources(p_service, p_location, during, p_now);
  IF things IS NULL AND NOT p_anyway THEN RAISE EXCEPTION 'nothing free of what it needs' USING ERRCODE = 'AR005'; END IF;
  INSERT INTO calendar_claim (id, clinic_id, resource_kind, resource_id, starts_at, ends_at, kind, expires_at, overbook, booking_id, group_session_id, hold_id)
  SELECT gen_random_uuid(), p_clinic, taken.kind, taken.id, lower(during), upper(during),
    (CASE WHEN is_hold THEN 'hold' ELSE 'booking' END)::claim_kind, CASE WHEN is_hold THEN p_expires END, p_anyway AND taken.kind = 'practitioner',
    p_booking, p_session, CASE WHEN is_hold THEN p_hold END
  FROM (SELECT 'practitioner'::resource_kind AS kind, p_practitioner AS id UNION ALL SELECT r.kind, r.id FROM resource r WHERE r.id = ANY (things)) taken;
END $$;

-- Whether a patient has no more of a service to come than may be, the booking that is being made not counted. Under the patient's lock.
-- Refuses with AR006.
CREATE FUNCTION keep_to_upcoming_limit(p_patient uuid, p_service uuid, p_limit int, p_booking uuid, p_now timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF (SELECT count(*) FROM booking b WHERE b.patient_id = p_patient AND b.service_id = p_service AND b.id <> p_booking
    AND b.status IN ('requested', 'held', 'confirmed') AND b.starts_at > p_now) >= p_limit
  THEN RAISE EXCEPTION 'as many as may be' USING ERRCODE = 'AR006'; END IF;
END $$;

-- Lets go of the time of a booking (cancelled) or of a hold (left). Returns whether there was any.
CREATE FUNCTION release_time(p_booking uuid, p_hold uuid) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF actor_kind() IS NULL THEN RAISE EXCEPTION 'nobody is asking' USING ERRCODE = 'AR403'; END IF;
  IF p_booking IS NOT NULL AND NOT actor_may_change(p_booking) THEN RAISE EXCEPTION 'not yours' USING ERRCODE = 'AR403'; END IF;
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
    'claim_time(uuid, uuid, uuid, uuid, tstzrange, int, int, uuid, uuid, uuid, timestamptz, boolean, timestamptz)',
    'release_time(uuid, uuid)', 'claim_leave(uuid, timestamptz)', 'resources_of(uuid, uuid)',
    'needs_diary(uuid, uuid, timestamptz, timestamptz, timestamptz, uuid, uuid)']
  LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO anteroom_gate', f);
    SET LOCAL ROLE anteroom_gate;
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO anteroom_app, anteroom_worker, anteroom_owner', f);
    RESET ROLE;
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;
CREATE POLICY gate ON service FOR SELECT TO anteroom_gate USING (true);
GRANT SELECT ON service TO anteroom_gate;
CREATE POLICY gate ON booking FOR SELECT TO anteroom_gate USING (true);
GRANT SELECT (id, clinic_id, patient_id) ON booking TO anteroom_gate;
CREATE POLICY gate ON hold FOR SELECT TO anteroom_gate USING (true);
GRANT SELECT ON hold TO anteroom_gate;
