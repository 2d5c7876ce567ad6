-- The audit log: append-only, hash-chained per clinic, a partition a month and a DEFAULT that never loses a row (security.md, L).

-- What is hashed: stored bytes and epoch microseconds, each field with its length before it, so that no session setting
-- (TimeZone, DateStyle) and no moved boundary between fields gives the same digest. NULL and '' differ.
CREATE FUNCTION audit_field(f text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(octet_length(f)::text || ':' || f, '-');
CREATE FUNCTION audit_hash(prev bytea, e audit_event) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
  RETURN sha256(prev || convert_to(
    audit_field(e.id::text) || ',' || audit_field((extract(epoch FROM e.at) * 1000000)::bigint::text) || ',' ||
    audit_field(e.chain_id::text) || ',' || audit_field(e.seq::text) || ',' || audit_field(e.actor_kind) || ',' ||
    audit_field(e.actor_id::text) || ',' || audit_field(e.action) || ',' || audit_field(e.subject) || ',' ||
    audit_field(e.subject_id::text) || ',' || audit_field(e.patient_id::text) || ',' || audit_field(e.outcome) || ',' ||
    audit_field(e.detail) || ',' || audit_field(e.ip) || ',' || audit_field(e.request_id) || ',' ||
    audit_field(e.session_id::text) || ',' || audit_field(e.txid::text),
    'UTF8'));

-- The row lock on the chain's head orders the writers of one clinic: no fork, no gap. The advisory lock before it makes them a queue, in
-- which one is woken at a time. Whatever the writer put in these columns is replaced.
CREATE FUNCTION audit_chain_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE head audit_chain;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.chain_id::text, 1));
  SELECT * INTO head FROM audit_chain WHERE id = NEW.chain_id FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO audit_chain (id, seq, hash) VALUES (NEW.chain_id, 0, sha256(convert_to(NEW.chain_id::text, 'UTF8'))) ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM audit_chain WHERE id = NEW.chain_id FOR UPDATE;
  END IF;
  NEW.seq := head.seq + 1;
  NEW.txid := pg_current_xact_id()::text::bigint;
  NEW.prev_hash := head.hash;
  NEW.hash := audit_hash(head.hash, NEW);
  UPDATE audit_chain SET seq = NEW.seq, hash = NEW.hash WHERE id = NEW.chain_id;
  RETURN NEW;
END $$;
GRANT CREATE ON SCHEMA public TO anteroom_gate;
ALTER FUNCTION audit_chain_link() OWNER TO anteroom_gate;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;
SET LOCAL ROLE anteroom_gate;
REVOKE ALL ON FUNCTION audit_chain_link() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_chain_link() TO anteroom_owner;
RESET ROLE;
CREATE TRIGGER audit_chain_link BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_chain_link();
-- A head is rewritten a thousand times a minute: keep room in its page.
ALTER TABLE audit_chain SET (fillfactor = 20, autovacuum_vacuum_threshold = 200, autovacuum_vacuum_scale_factor = 0);

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'AR403';
END $$;
CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_refuse();
-- Row triggers do not stop TRUNCATE, and a statement trigger on the parent does not guard a partition: every partition gets its own.
CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TABLE audit_event_default PARTITION OF audit_event DEFAULT;
CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON audit_event_default FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
ALTER TABLE audit_event_default ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- Makes the partitions of the month of `p_from` and of `p_months` after it; those that exist stay. A month that already has rows in
-- DEFAULT is left there (they may not be moved): the row is kept, and the verifier says so. Returns how many were made.
CREATE FUNCTION ensure_audit_partitions(p_from date, p_months int) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE m date; part text; made int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('ensure_audit_partitions', 0));
  FOR i IN 0..p_months LOOP
    m := (date_trunc('month', p_from) + make_interval(months => i))::date;
    part := 'audit_event_' || to_char(m, 'YYYY_MM');
    CONTINUE WHEN to_regclass('public.' || part) IS NOT NULL;
    BEGIN
      EXECUTE format('CREATE TABLE public.%I PARTITION OF public.audit_event FOR VALUES FROM (%L) TO (%L)', part,
        m::timestamp AT TIME ZONE 'UTC', (m + interval '1 month')::timestamp AT TIME ZONE 'UTC');
      EXECUTE format('CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()', part);
      EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', part);
      made := made + 1;
    EXCEPTION WHEN check_violation THEN
      RAISE WARNING 'audit partition % not made: its month has rows in DEFAULT', part;
    END;
  END LOOP;
  RETURN made;
END $$;
REVOKE ALL ON FUNCTION ensure_audit_partitions(date, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_audit_partitions(date, int) TO anteroom_worker;
SELECT ensure_audit_partitions((now() - interval '1 month')::date, 7);
