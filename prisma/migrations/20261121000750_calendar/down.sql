DROP FUNCTION tell_calendar() CASCADE;
DROP FUNCTION tell_calendar_any_day() CASCADE;
