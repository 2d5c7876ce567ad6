-- Calendars that go out (feeds) and calendars that come in (somebody else's busy times, claimed).

-- What the other side said of its file when it was last read in whole, so that an unchanged one need not come again.
ALTER TABLE external_calendar ADD COLUMN etag TEXT, ADD COLUMN last_modified TEXT, ADD COLUMN read_at TIMESTAMPTZ(6);

-- One address each: a new one ends the old.
CREATE UNIQUE INDEX calendar_feed_of_practitioner ON calendar_feed (practitioner_id) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX calendar_feed_of_account ON calendar_feed (account_id) WHERE revoked_at IS NULL;
CREATE INDEX calendar_claim_external ON calendar_claim (external_calendar_id) WHERE external_calendar_id IS NOT NULL;

-- What a feed shows to whoever knows its secret: appointments of the last 30 days and to come, each with what its calendar entry says and
-- nothing else; cancelled ones for 30 days. A practitioner's sees a group session as one. A known feed without any has one row without an id;
-- one that is unknown, ended, or of somebody who is gone has none.
CREATE FUNCTION feed_entries(p_token_hash bytea, p_now timestamptz)
  RETURNS TABLE (of_practitioner boolean, is_session boolean, id uuid, reference text, status text, sequence int, starts_at timestamptz, ends_at timestamptz, mode mode,
    clinic_name text, practitioner_name text, location_name text, location_address text, time_zone text)
  LANGUAGE sql STABLE ROWS 100 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH feed AS MATERIALIZED (
    SELECT f.practitioner_id, f.account_id FROM calendar_feed f WHERE f.token_hash = p_token_hash AND f.revoked_at IS NULL AND (
      EXISTS (SELECT FROM account a WHERE a.id = f.account_id AND a.disabled_at IS NULL)
      OR EXISTS (SELECT FROM practitioner p WHERE p.id = f.practitioner_id AND p.active AND (p.account_id IS NULL OR EXISTS (
        SELECT FROM clinic_member m JOIN account a ON a.id = m.account_id
        WHERE m.account_id = p.account_id AND m.clinic_id = p.clinic_id AND m.ended_at IS NULL AND a.disabled_at IS NULL))))
  ), shown AS (
    SELECT b.id FROM feed f JOIN booking b ON b.practitioner_id = f.practitioner_id AND b.group_session_id IS NULL
      AND b.starts_at > p_now - interval '30 days'
    UNION ALL
    SELECT b.id FROM booking b WHERE b.starts_at > p_now - interval '30 days' AND b.patient_id IN (
      SELECT a.patient_id FROM feed f JOIN patient_access a ON a.account_id = f.account_id
      WHERE 'book' = ANY (a.scopes) AND a.from_at <= p_now AND (a.until_at IS NULL OR a.until_at > p_now))
  ), entry AS (
    SELECT false AS is_session, b.id, b.reference, b.status::text AS status, b.sequence, b.starts_at, b.ends_at, b.mode, b.practitioner_id, b.location_id
    FROM shown x JOIN booking b ON b.id = x.id
    WHERE b.status NOT IN ('cancelled', 'expired') OR coalesce(b.cancelled_at, b.request_expires_at) > p_now - interval '30 days'
    UNION ALL
    SELECT true, g.id, NULL, CASE WHEN g.cancelled_at IS NULL THEN 'confirmed' ELSE 'cancelled' END, g.sequence + (g.cancelled_at IS NOT NULL)::int,
      g.starts_at, g.ends_at, g.mode, g.practitioner_id, g.location_id
    FROM feed f JOIN group_session g ON g.practitioner_id = f.practitioner_id AND g.starts_at > p_now - interval '30 days'
      AND coalesce(g.cancelled_at > p_now - interval '30 days', true)
  )
  SELECT f.practitioner_id IS NOT NULL, e.is_session, e.id, e.reference, e.status, e.sequence, e.starts_at, e.ends_at, e.mode,
    c.name, p.name, l.name, l.address, l.time_zone
  FROM feed f LEFT JOIN (entry e JOIN practitioner p ON p.id = e.practitioner_id JOIN location l ON l.id = e.location_id JOIN clinic c ON c.id = l.clinic_id) ON true
  ORDER BY e.starts_at, e.id LIMIT 5000
$$;

-- Puts what an external calendar says is busy in the place of what it said before, under the practitioner's lock (domain.md, claims): every
-- free part keeps others out. What lies over somebody else's claim (a booking, most of all) is put over it and stands in nobody's way: it is
-- the clash that staff are shown, and it keeps the time from being offered should the other claim go. Unchanged claims are left alone.
-- Only ranges of `p_from`, `p_to`; none: the calendar's claims go. Returns how many came and went.
CREATE FUNCTION claim_external(p_calendar uuid, p_from timestamptz[], p_to timestamptz[], p_now timestamptz) RETURNS TABLE (came int, went int)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  e external_calendar;
  busy tstzmultirange;
  others tstzmultirange;
  firm tstzrange[];
  over tstzrange[];
BEGIN
  SELECT * INTO STRICT e FROM external_calendar x WHERE x.id = p_calendar;
  IF NOT actor_is_staff(e.clinic_id) AND actor_kind() IS DISTINCT FROM 'system' THEN RAISE EXCEPTION 'not yours' USING ERRCODE = 'AR403'; END IF;
  PERFORM lock_resources(ARRAY[e.practitioner_id]);
  -- Taken away while it was being read: nothing of it comes back.
  SELECT * INTO STRICT e FROM external_calendar x WHERE x.id = p_calendar;
  SELECT coalesce(range_agg(tstzrange(b.f, b.t)) FILTER (WHERE e.removed_at IS NULL AND b.f < b.t), '{}') INTO busy FROM unnest(p_from, p_to) b (f, t);
  DELETE FROM calendar_claim c WHERE c.resource_id = e.practitioner_id AND c.kind = 'hold' AND c.expires_at <= p_now;
  SELECT coalesce(range_agg(tstzrange(c.starts_at, c.ends_at)), '{}') INTO others FROM calendar_claim c
  WHERE c.resource_id = e.practitioner_id AND NOT c.overbook AND c.external_calendar_id IS DISTINCT FROM p_calendar
    AND c.starts_at > lower(busy) - interval '24 hours' AND c.starts_at < upper(busy);
  -- A claim lasts a day at most (calendar_claim_range).
  SELECT coalesce(array_agg(part) FILTER (WHERE NOT is_over), '{}'), coalesce(array_agg(part) FILTER (WHERE is_over), '{}') INTO firm, over
  FROM unnest(busy) b CROSS JOIN LATERAL generate_series(lower(b), upper(b) - interval '1 microsecond', interval '24 hours') d
  CROSS JOIN LATERAL (SELECT tstzmultirange(tstzrange(d, least(d + interval '24 hours', upper(b)))) AS day) x
  CROSS JOIN LATERAL (SELECT unnest(x.day - others) AS part, false AS is_over UNION ALL SELECT unnest(x.day * others), true) y;
  DELETE FROM calendar_claim c WHERE c.external_calendar_id = p_calendar
    AND NOT tstzrange(c.starts_at, c.ends_at) = ANY (CASE WHEN c.overbook THEN over ELSE firm END);
  GET DIAGNOSTICS went = ROW_COUNT;
  INSERT INTO calendar_claim (id, clinic_id, resource_kind, resource_id, starts_at, ends_at, kind, overbook, external_calendar_id)
  SELECT gen_random_uuid(), e.clinic_id, 'practitioner', e.practitioner_id, lower(w.part), upper(w.part), 'external', w.is_over, p_calendar
  FROM (SELECT unnest(firm) AS part, false AS is_over UNION ALL SELECT unnest(over), true) w
  WHERE NOT EXISTS (SELECT FROM calendar_claim c WHERE c.external_calendar_id = p_calendar AND c.overbook = w.is_over
    AND c.starts_at = lower(w.part) AND c.ends_at = upper(w.part));
  GET DIAGNOSTICS came = ROW_COUNT;
  RETURN NEXT;
END $$;

GRANT CREATE ON SCHEMA public TO anteroom_gate;
DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['feed_entries(bytea, timestamptz)', 'claim_external(uuid, timestamptz[], timestamptz[], timestamptz)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO anteroom_gate', f);
    SET LOCAL ROLE anteroom_gate;
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO anteroom_app, anteroom_worker, anteroom_owner', f);
    RESET ROLE;
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;
CREATE POLICY gate ON calendar_feed FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON external_calendar FOR SELECT TO anteroom_gate USING (true);
GRANT SELECT ON calendar_feed, external_calendar TO anteroom_gate;
GRANT UPDATE (etag, last_modified, read_at) ON external_calendar TO anteroom_worker;
