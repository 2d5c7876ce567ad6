-- The calendar is live: whatever changes what it shows says so when it commits, with the clinic and the day (of UTC; '*': any) and nothing
-- else. PostgreSQL tells the same thing once in a transaction, however many rows say it. Heard by lib/db/listen.ts.

CREATE FUNCTION tell_calendar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN PERFORM pg_notify('calendar', NEW.clinic_id || ' ' || (NEW.starts_at AT TIME ZONE 'UTC')::date); END IF;
  IF TG_OP <> 'INSERT' THEN PERFORM pg_notify('calendar', OLD.clinic_id || ' ' || (OLD.starts_at AT TIME ZONE 'UTC')::date); END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION tell_calendar_any_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('calendar', coalesce(NEW.clinic_id, OLD.clinic_id) || ' *');
  RETURN NULL;
END $$;

CREATE TRIGGER tell_calendar AFTER INSERT OR UPDATE ON booking FOR EACH ROW EXECUTE FUNCTION tell_calendar();
CREATE TRIGGER tell_calendar AFTER INSERT OR UPDATE ON group_session FOR EACH ROW EXECUTE FUNCTION tell_calendar();
-- A booking's own claims change with the booking.
CREATE TRIGGER tell_calendar_taken AFTER INSERT ON calendar_claim FOR EACH ROW WHEN (NEW.kind IN ('hold', 'external')) EXECUTE FUNCTION tell_calendar();
CREATE TRIGGER tell_calendar_given AFTER DELETE ON calendar_claim FOR EACH ROW WHEN (OLD.kind IN ('hold', 'external')) EXECUTE FUNCTION tell_calendar();
CREATE TRIGGER tell_calendar AFTER INSERT OR UPDATE OR DELETE ON availability_exception FOR EACH ROW EXECUTE FUNCTION tell_calendar_any_day();
CREATE TRIGGER tell_calendar AFTER INSERT OR UPDATE OR DELETE ON availability_rule FOR EACH ROW EXECUTE FUNCTION tell_calendar_any_day();
