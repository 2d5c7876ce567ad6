REVOKE UPDATE (etag, last_modified, read_at) ON external_calendar FROM anteroom_worker;
REVOKE SELECT ON calendar_feed, external_calendar FROM anteroom_gate;
DROP POLICY gate ON external_calendar;
DROP POLICY gate ON calendar_feed;
DROP FUNCTION claim_external(uuid, timestamptz[], timestamptz[], timestamptz), feed_entries(bytea, timestamptz);
DROP INDEX calendar_claim_external, calendar_feed_of_account, calendar_feed_of_practitioner;
ALTER TABLE external_calendar DROP COLUMN etag, DROP COLUMN last_modified, DROP COLUMN read_at;
