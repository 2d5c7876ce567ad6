REVOKE UPDATE (reason_sealed) ON booking FROM anteroom_worker;
REVOKE UPDATE (answer_sealed) ON idempotency_key FROM anteroom_worker;
REVOKE UPDATE (url_sealed) ON external_calendar FROM anteroom_worker;
REVOKE UPDATE (raw_sealed) ON demo_mail FROM anteroom_worker;
DROP TRIGGER tell_calendar ON booking;
CREATE TRIGGER tell_calendar AFTER INSERT OR UPDATE ON booking FOR EACH ROW EXECUTE FUNCTION tell_calendar();
DROP TABLE vault_progress, vault_key;
DROP TYPE vault_purpose;
