DO $$
DECLARE p regclass;
BEGIN
  FOR p IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'audit_event'::regclass LOOP
    EXECUTE format('DROP TABLE %s', p);
  END LOOP;
END $$;
DROP TRIGGER audit_refuse_truncate ON audit_event;
DROP TRIGGER audit_refuse ON audit_event;
DROP TRIGGER audit_chain_link ON audit_event;
DROP FUNCTION ensure_audit_partitions(date, int), audit_refuse(), audit_chain_link(), audit_hash(bytea, audit_event), audit_field(text);
ALTER TABLE audit_chain RESET (fillfactor, autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor);
