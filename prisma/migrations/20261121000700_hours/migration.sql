-- Hours as they are edited: what a change leaves outside them, leave that ends, travel that is in one place at a time.

ALTER TABLE practitioner_travel ADD CONSTRAINT practitioner_travel_one_place
  EXCLUDE USING gist (practitioner_id WITH =, daterange(from_date, until_date, '[]') WITH &&);

-- The bookings to come of a clinic's practitioners (NULL: all of them) that are not inside the hours, or are in leave or a closure. The hours
-- are expanded once for each service, practitioner and place that has any, however many bookings there are. Asked as whoever asks: row-level
-- security shows staff their own clinic's.
CREATE FUNCTION bookings_outside(p_clinic uuid, p_practitioners uuid[], p_now timestamptz, p_until timestamptz DEFAULT 'infinity') RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 20 AS $$
  WITH visit AS MATERIALIZED (
    SELECT b.id, b.service_id, b.practitioner_id, b.location_id, b.starts_at, b.ends_at,
      int4range(floor(epoch_minutes(b.starts_at))::int, ceil(epoch_minutes(b.ends_at))::int) AS during
    FROM booking b WHERE b.clinic_id = p_clinic AND b.starts_at > p_now - interval '1 day' AND b.starts_at < p_until AND b.ends_at > p_now
      AND (p_practitioners IS NULL OR b.practitioner_id = ANY (p_practitioners))
      AND b.status IN ('requested', 'held', 'confirmed', 'arrived', 'in_progress')
  ), asked AS (
    SELECT v.service_id, v.practitioner_id, v.location_id, min(v.starts_at) AS first, max(v.ends_at) AS last FROM visit v GROUP BY 1, 2, 3
  ), hours AS MATERIALIZED (
    SELECT a.service_id, a.practitioner_id, a.location_id, (
      SELECT coalesce(range_agg(int4range(o.starts, o.ends)), '{}') FROM open_blocks(a.service_id, ARRAY[a.practitioner_id], a.location_id, NULL, a.first, a.last) o
    ) - shut_minutes(p_clinic, a.practitioner_id, a.location_id, a.first, a.last) AS open FROM asked a
  )
  SELECT v.id FROM visit v JOIN hours h USING (service_id, practitioner_id, location_id) WHERE NOT v.during <@ h.open
$$;

-- Gives back the time that a leave had claimed. Under the practitioner's lock, as taking it was.
CREATE FUNCTION release_leave(p_exception uuid) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE e availability_exception;
BEGIN
  SELECT * INTO STRICT e FROM availability_exception WHERE id = p_exception AND kind = 'leave';
  IF NOT actor_is_staff(e.clinic_id) AND actor_kind() IS DISTINCT FROM 'system' THEN RAISE EXCEPTION 'not yours' USING ERRCODE = 'AR403'; END IF;
  PERFORM lock_resources(ARRAY[e.practitioner_id]);
  DELETE FROM calendar_claim c WHERE c.exception_id = p_exception;
END $$;

GRANT CREATE ON SCHEMA public TO anteroom_gate;
ALTER FUNCTION release_leave(uuid) OWNER TO anteroom_gate;
SET LOCAL ROLE anteroom_gate;
REVOKE ALL ON FUNCTION release_leave(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION release_leave(uuid) TO anteroom_app, anteroom_worker, anteroom_owner;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;
