-- What the database refuses whatever the application says.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- One resource, one thing at a time. Staff overbook on purpose (`overbook`); patients never (domain.md, claims).
ALTER TABLE calendar_claim
  ADD CONSTRAINT calendar_claim_no_overlap
    EXCLUDE USING gist (resource_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (NOT overbook),
  -- A day at most, so that "what is claimed on these days" is an index range; longer leave is several claims.
  ADD CONSTRAINT calendar_claim_range CHECK (starts_at < ends_at AND ends_at <= starts_at + interval '24 hours'),
  ADD CONSTRAINT calendar_claim_subject CHECK (
    CASE kind
      WHEN 'booking' THEN (booking_id IS NULL) <> (group_session_id IS NULL) AND hold_id IS NULL AND expires_at IS NULL
      WHEN 'hold' THEN hold_id IS NOT NULL AND booking_id IS NULL AND expires_at IS NOT NULL
      WHEN 'leave' THEN exception_id IS NOT NULL
      WHEN 'external' THEN external_calendar_id IS NOT NULL
      ELSE true
    END);

-- A patient is in one place at a time, unless staff say so.
ALTER TABLE booking
  ADD CONSTRAINT booking_patient_no_overlap
    EXCLUDE USING gist (patient_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
    WHERE (NOT patient_overlap AND status IN ('requested', 'held', 'confirmed', 'arrived', 'in_progress')),
  ADD CONSTRAINT booking_range CHECK (starts_at < ends_at),
  ADD CONSTRAINT booking_money CHECK (price_cents >= 0 AND late_cancel_fee_cents >= 0 AND coalesce(cancel_fee_cents, 0) >= 0),
  ADD CONSTRAINT booking_reference_shape CHECK (reference ~ '^[A-HJKMNP-Z2-9]{8}$'),
  ADD CONSTRAINT booking_cancelled CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL));

ALTER TABLE hold ADD CONSTRAINT hold_range CHECK (starts_at < ends_at);
ALTER TABLE availability_rule
  ADD CONSTRAINT availability_rule_weekday CHECK (weekday BETWEEN 1 AND 7),
  ADD CONSTRAINT availability_rule_range CHECK (0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440),
  ADD CONSTRAINT availability_rule_valid CHECK (valid_from <= valid_until);
ALTER TABLE availability_exception
  ADD CONSTRAINT availability_exception_range CHECK (starts_at < ends_at),
  ADD CONSTRAINT availability_exception_whose CHECK (CASE kind WHEN 'closure' THEN practitioner_id IS NULL ELSE practitioner_id IS NOT NULL END);
ALTER TABLE service
  ADD CONSTRAINT service_minutes CHECK (initial_minutes BETWEEN 5 AND 480 AND follow_up_minutes BETWEEN 5 AND 480
    AND buffer_before_minutes BETWEEN 0 AND 240 AND buffer_after_minutes BETWEEN 0 AND 240
    AND notice_minutes >= 0 AND horizon_days BETWEEN 1 AND 800 AND grid_minutes BETWEEN 5 AND 240),
  ADD CONSTRAINT service_money CHECK (initial_price_cents >= 0 AND follow_up_price_cents >= 0),
  ADD CONSTRAINT service_ages CHECK (minimum_age_years <= maximum_age_years);

-- Phones are E.164 (ITU-T), emails have the shape of one and accounts keep theirs normalised.
ALTER TABLE patient
  ADD CONSTRAINT patient_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  ADD CONSTRAINT patient_email_shape CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:]]+$'),
  ADD CONSTRAINT patient_born CHECK (date_of_birth >= date '1880-01-01');
ALTER TABLE account
  ADD CONSTRAINT account_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  ADD CONSTRAINT account_email_shape CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:]]+$' AND email = lower(email));
ALTER TABLE clinic
  ADD CONSTRAINT clinic_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  ADD CONSTRAINT clinic_email_shape CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:]]+$'),
  ADD CONSTRAINT clinic_slug_shape CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
  ADD CONSTRAINT clinic_fee CHECK (late_cancel_fee_cents >= 0 AND cancel_notice_hours >= 0);
ALTER TABLE patient_access ADD CONSTRAINT patient_access_range CHECK (from_at < until_at);
ALTER TABLE deployment ADD CONSTRAINT deployment_single CHECK (id = 1);
INSERT INTO deployment DEFAULT VALUES;

-- Legal steps of a booking's life (domain.md, Booking), the desk's undo included. Cancelled and expired are final.
CREATE FUNCTION booking_step_is_legal(before booking_status, after booking_status) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN before = after OR (before::text, after::text) IN (
    ('requested', 'held'), ('requested', 'confirmed'), ('requested', 'cancelled'), ('requested', 'expired'),
    ('held', 'confirmed'), ('held', 'cancelled'), ('held', 'expired'),
    ('confirmed', 'arrived'), ('confirmed', 'no_show'), ('confirmed', 'cancelled'),
    ('arrived', 'in_progress'), ('arrived', 'confirmed'), ('arrived', 'cancelled'), ('arrived', 'no_show'),
    ('in_progress', 'completed'), ('in_progress', 'arrived'),
    ('completed', 'in_progress'),
    ('no_show', 'confirmed'), ('no_show', 'arrived'));

CREATE FUNCTION booking_step_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT booking_step_is_legal(OLD.status, NEW.status) THEN
    RAISE EXCEPTION 'booking cannot go from % to %', OLD.status, NEW.status USING ERRCODE = 'AR409';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER booking_step BEFORE UPDATE OF status ON booking FOR EACH ROW EXECUTE FUNCTION booking_step_guard();
