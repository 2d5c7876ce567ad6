-- The second wall: every transaction says who is asking, `set_config('app.actor', …, true)`, and the rows answer.
--   guest                     somebody without an account        guest:<hold>             … who keeps a hold
--   link:<booking>            the bearer of a manage link        system                    our own worker
--   account:<account>         a person, for themselves and those they act for
--   account:<account>:<clinic>  the same person at work in one clinic: that clinic's rows, not their own record
-- Nothing set: nobody, and no row. The functions that must look past the policies belong to `anteroom_gate`, a role nobody signs in as.

CREATE FUNCTION actor_part(n int) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(split_part(coalesce(current_setting('app.actor', true), ''), ':', n), '');
CREATE FUNCTION actor_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN actor_part(1);
CREATE FUNCTION actor_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE RETURN actor_part(2)::uuid;
CREATE FUNCTION actor_clinic() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE RETURN actor_part(3)::uuid;

-- The patients an account may act for now in something ('book', 'forms', 'results', 'pay'; NULL: in anything at all); none while it is at work.
CREATE FUNCTION actor_patients_for(p_scope text) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF actor_kind() IS DISTINCT FROM 'account' OR actor_clinic() IS NOT NULL THEN RETURN '{}'; END IF;
  RETURN (SELECT coalesce(array_agg(a.patient_id), '{}') FROM patient_access a JOIN account c ON c.id = a.account_id
    WHERE a.account_id = actor_id() AND a.from_at <= now() AND (a.until_at IS NULL OR a.until_at > now()) AND c.disabled_at IS NULL
      AND (p_scope IS NULL OR p_scope = ANY (a.scopes)));
END $$;
-- Those whose appointments they handle.
CREATE FUNCTION actor_patients() RETURNS uuid[] LANGUAGE sql STABLE RETURN actor_patients_for('book');
-- The clinic (one or none) whose staff is asking: membership as it is now, not as it was at sign-in. Auditors alone see no patient.
CREATE FUNCTION actor_clinics() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF actor_kind() IS DISTINCT FROM 'account' OR actor_clinic() IS NULL THEN RETURN '{}'; END IF;
  RETURN (SELECT coalesce(array_agg(m.clinic_id), '{}') FROM clinic_member m JOIN account c ON c.id = m.account_id
    WHERE m.account_id = actor_id() AND m.clinic_id = actor_clinic() AND m.ended_at IS NULL AND c.disabled_at IS NULL
      AND m.roles && ARRAY['receptionist', 'nurse', 'practitioner', 'admin']::staff_role[]);
END $$;
-- The same for its administrators, who set it up.
CREATE FUNCTION actor_admin_clinics() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF actor_kind() IS DISTINCT FROM 'account' OR actor_clinic() IS NULL THEN RETURN '{}'; END IF;
  RETURN (SELECT coalesce(array_agg(m.clinic_id), '{}') FROM clinic_member m JOIN account c ON c.id = m.account_id
    WHERE m.account_id = actor_id() AND m.clinic_id = actor_clinic() AND m.ended_at IS NULL AND c.disabled_at IS NULL AND 'admin' = ANY (m.roles));
END $$;
CREATE FUNCTION actor_is_staff(clinic uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN clinic = ANY ((SELECT actor_clinics())::uuid[]);
CREATE FUNCTION actor_acts_for(patient uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN patient = ANY ((SELECT actor_patients())::uuid[]);

-- Whether this very transaction made the patient: otherwise whoever cannot see a record may not put anything beside it, not even knowing its id.
CREATE FUNCTION patient_made_now(p uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM patient x WHERE x.id = p AND x.xmin = pg_current_xact_id()::xid);
END $$;
-- Whether rows may be put beside a booking: it is being made or was changed by this transaction, or is the actor's to change. One that is
-- not there at all is being made in the same statement: the foreign key sees to it.
CREATE FUNCTION booking_is_actors(p_booking uuid, p_clinic uuid) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN actor_kind() IS NOT NULL AND (actor_clinic() IS NULL OR actor_is_staff(p_clinic)) AND NOT EXISTS (
    SELECT FROM booking b WHERE b.id = p_booking AND NOT (b.clinic_id = p_clinic AND (b.xmin = pg_current_xact_id()::xid
      OR actor_is_staff(b.clinic_id) OR actor_acts_for(b.patient_id) OR (actor_kind() = 'link' AND b.id = actor_id()))));
END $$;
-- Whether what a row names (NULL: nothing) is all of its own clinic: nobody opens, shuts or books another clinic's practitioner.
CREATE FUNCTION is_of_clinic(p_clinic uuid, p_service uuid, p_practitioner uuid, p_location uuid) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (p_service IS NULL OR EXISTS (SELECT FROM service s WHERE s.id = p_service AND s.clinic_id = p_clinic))
    AND (p_practitioner IS NULL OR EXISTS (SELECT FROM practitioner p WHERE p.id = p_practitioner AND p.clinic_id = p_clinic))
    AND (p_location IS NULL OR EXISTS (SELECT FROM location l WHERE l.id = p_location AND l.clinic_id = p_clinic));
END $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['clinic','location','clinic_member','practitioner','service','practitioner_service','account','patient',
    'patient_access','patient_registration','availability_rule','availability_exception','calendar_claim','hold','booking',
    'booking_event','booking_link','idempotency_key','session','known_device','audit_event','audit_chain','outbox_message','demo_mail',
    'resource','service_need','staff_invitation','group_session','booking_series','rebooking','proposal','practitioner_travel','external_calendar','calendar_feed']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    -- Migrations, the seed and the worker say who they are too; what the worker may do at all is its grants.
    EXECUTE format('CREATE POLICY system ON %I TO anteroom_owner, anteroom_worker USING (actor_kind() = ''system'') WITH CHECK (actor_kind() = ''system'')', t);
  END LOOP;
END $$;

-- In policies the list is asked for once a statement, as a sub-select of its own: a function around it would be called for every row
-- (20,000 rows: 3.3 s against 44 ms).

-- The catalogue: what anybody may see of a clinic; staff at work see only theirs.
CREATE POLICY catalogue ON clinic FOR SELECT TO anteroom_app USING (actor_kind() IS NOT NULL AND (actor_clinic() IS NULL OR id = ANY ((SELECT actor_clinics())::uuid[])));
CREATE POLICY catalogue ON location FOR SELECT TO anteroom_app USING (actor_kind() IS NOT NULL AND (actor_clinic() IS NULL OR clinic_id = ANY ((SELECT actor_clinics())::uuid[])));
CREATE POLICY catalogue ON service FOR SELECT TO anteroom_app USING (actor_kind() IS NOT NULL AND (actor_clinic() IS NULL OR clinic_id = ANY ((SELECT actor_clinics())::uuid[])));
CREATE POLICY catalogue ON practitioner FOR SELECT TO anteroom_app USING (actor_kind() IS NOT NULL AND (actor_clinic() IS NULL OR clinic_id = ANY ((SELECT actor_clinics())::uuid[])));
CREATE POLICY catalogue ON practitioner_service FOR SELECT TO anteroom_app USING (actor_kind() IS NOT NULL AND (actor_clinic() IS NULL OR clinic_id = ANY ((SELECT actor_clinics())::uuid[])));

CREATE POLICY catalogue ON group_session FOR SELECT TO anteroom_app USING (actor_kind() IS NOT NULL AND (actor_clinic() IS NULL OR clinic_id = ANY ((SELECT actor_clinics())::uuid[])));

-- Setting a clinic up is its administrators'.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['location','service','practitioner','practitioner_service','clinic_member','staff_invitation','resource','service_need'] LOOP
    EXECUTE format('CREATE POLICY set_up ON %I FOR INSERT TO anteroom_app WITH CHECK (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[]))', t);
    EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[])) WITH CHECK (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[]))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['practitioner_service','service_need'] LOOP
    EXECUTE format('CREATE POLICY taken_away ON %I FOR DELETE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[]))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['resource','service_need'] LOOP
    EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]))', t);
  END LOOP;
END $$;
CREATE POLICY changed ON clinic FOR UPDATE TO anteroom_app USING (id = ANY ((SELECT actor_admin_clinics())::uuid[])) WITH CHECK (id = ANY ((SELECT actor_admin_clinics())::uuid[]));
CREATE POLICY seen ON staff_invitation FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[]));

CREATE POLICY own ON clinic_member FOR SELECT TO anteroom_app USING (actor_kind() = 'account' AND (account_id = actor_id() OR clinic_id = ANY ((SELECT actor_clinics())::uuid[])));
CREATE POLICY own ON account FOR SELECT TO anteroom_app USING (actor_kind() = 'account' AND (id = actor_id()
  OR EXISTS (SELECT FROM clinic_member m WHERE m.account_id = account.id AND m.clinic_id = ANY ((SELECT actor_clinics())::uuid[]))));

-- People. Staff see a patient once the clinic has a registration of theirs.
CREATE POLICY own ON patient FOR SELECT TO anteroom_app USING (id = ANY ((SELECT actor_patients_for(NULL))::uuid[])
  OR EXISTS (SELECT FROM patient_registration r WHERE r.patient_id = patient.id AND r.clinic_id = ANY ((SELECT actor_clinics())::uuid[])));
CREATE POLICY made ON patient FOR INSERT TO anteroom_app WITH CHECK (
  (actor_kind() = 'guest' AND provisional) OR (actor_kind() = 'account' AND (provisional OR cardinality((SELECT actor_clinics())::uuid[]) > 0)));
CREATE POLICY mended ON patient FOR UPDATE TO anteroom_app
  USING (EXISTS (SELECT FROM patient_registration r WHERE r.patient_id = patient.id AND r.clinic_id = ANY ((SELECT actor_clinics())::uuid[])));
CREATE POLICY own ON patient_access FOR SELECT TO anteroom_app USING (actor_kind() = 'account' AND account_id = actor_id());
CREATE POLICY own ON patient_registration FOR SELECT TO anteroom_app USING (patient_id = ANY ((SELECT actor_patients_for(NULL))::uuid[]) OR clinic_id = ANY ((SELECT actor_clinics())::uuid[]));
-- A clinic comes to see a record only by those who may show it: the patient, who acts for them, or whoever has just made it there.
CREATE POLICY made ON patient_registration FOR INSERT TO anteroom_app WITH CHECK (patient_id = ANY ((SELECT actor_patients())::uuid[])
  OR ((actor_clinic() IS NULL OR clinic_id = ANY ((SELECT actor_clinics())::uuid[])) AND actor_kind() IN ('guest', 'account') AND patient_made_now(patient_id)));

-- Hours and claims: staff only. Everybody else asks `diary`, which names nobody.
CREATE POLICY staff ON availability_rule TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]))
  WITH CHECK (clinic_id = ANY ((SELECT actor_clinics())::uuid[]) AND is_of_clinic(clinic_id, NULL, practitioner_id, location_id));
CREATE POLICY staff ON availability_exception TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]))
  WITH CHECK (clinic_id = ANY ((SELECT actor_clinics())::uuid[]) AND is_of_clinic(clinic_id, NULL, practitioner_id, location_id));
CREATE POLICY staff ON practitioner_travel TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]))
  WITH CHECK (clinic_id = ANY ((SELECT actor_clinics())::uuid[]) AND is_of_clinic(clinic_id, NULL, practitioner_id, NULL));
CREATE POLICY staff ON external_calendar TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]))
  WITH CHECK (clinic_id = ANY ((SELECT actor_clinics())::uuid[]) AND is_of_clinic(clinic_id, NULL, practitioner_id, NULL));
CREATE POLICY staff ON calendar_claim FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]));
CREATE POLICY made ON hold FOR INSERT TO anteroom_app WITH CHECK (actor_kind() IN ('guest', 'account', 'link')
  AND (actor_clinic() IS NULL OR clinic_id = ANY ((SELECT actor_clinics())::uuid[])) AND is_of_clinic(clinic_id, service_id, practitioner_id, location_id));
CREATE POLICY own ON hold FOR SELECT TO anteroom_app USING (actor_kind() = 'guest' AND id = actor_id());

-- Group sessions are made by staff; their seats move by the functions that seat a booking.
CREATE POLICY made ON group_session FOR INSERT TO anteroom_app WITH CHECK (clinic_id = ANY ((SELECT actor_clinics())::uuid[])
  AND is_of_clinic(clinic_id, service_id, practitioner_id, location_id));
CREATE POLICY changed ON group_session FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]))
  WITH CHECK (clinic_id = ANY ((SELECT actor_clinics())::uuid[]) AND is_of_clinic(clinic_id, service_id, practitioner_id, location_id));
CREATE POLICY staff ON rebooking TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]))
  WITH CHECK (clinic_id = ANY ((SELECT actor_clinics())::uuid[]) AND is_of_clinic(clinic_id, NULL, practitioner_id, NULL));
-- Feeds: a practitioner's by the clinic's staff, a person's own by themselves.
CREATE POLICY own ON calendar_feed TO anteroom_app
  USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]) OR (actor_kind() = 'account' AND account_id = actor_id()))
  WITH CHECK (CASE WHEN account_id IS NULL THEN clinic_id = ANY ((SELECT actor_clinics())::uuid[]) AND is_of_clinic(clinic_id, NULL, practitioner_id, NULL)
    ELSE actor_kind() = 'account' AND account_id = actor_id() END);

-- Bookings: the patient (and who acts for them), the clinic's staff, the bearer of the link.
CREATE POLICY own ON booking FOR SELECT TO anteroom_app USING (
  clinic_id = ANY ((SELECT actor_clinics())::uuid[]) OR patient_id = ANY ((SELECT actor_patients())::uuid[]) OR (actor_kind() = 'link' AND id = actor_id()));
CREATE POLICY made ON booking FOR INSERT TO anteroom_app WITH CHECK (is_of_clinic(clinic_id, service_id, practitioner_id, location_id)
  AND CASE
    WHEN actor_kind() = 'guest' THEN created_by_account_id IS NULL AND source IN ('online', 'api') AND patient_made_now(patient_id)
    WHEN actor_kind() IS DISTINCT FROM 'account' OR created_by_account_id IS DISTINCT FROM actor_id() THEN false
    WHEN actor_clinic() IS NULL THEN patient_id = ANY ((SELECT actor_patients())::uuid[]) OR patient_made_now(patient_id)
    ELSE clinic_id = ANY ((SELECT actor_clinics())::uuid[]) AND EXISTS (SELECT FROM patient_registration r WHERE r.clinic_id = booking.clinic_id AND r.patient_id = booking.patient_id)
  END
  AND (clinic_id = ANY ((SELECT actor_clinics())::uuid[]) OR (NOT overbook AND NOT patient_overlap AND status IN ('requested', 'held', 'confirmed'))));
CREATE POLICY changed ON booking FOR UPDATE TO anteroom_app
  USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]) OR patient_id = ANY ((SELECT actor_patients())::uuid[]) OR (actor_kind() = 'link' AND id = actor_id()))
  WITH CHECK (is_of_clinic(clinic_id, NULL, practitioner_id, location_id)
    AND (clinic_id = ANY ((SELECT actor_clinics())::uuid[]) OR patient_id = ANY ((SELECT actor_patients())::uuid[]) OR (actor_kind() = 'link' AND id = actor_id())));
-- Patients move and cancel; the steps of the day are the clinic's.
CREATE FUNCTION booking_whose_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (actor_kind() IN ('guest', 'link') OR (actor_kind() = 'account' AND actor_clinic() IS NULL)) AND (NEW.status NOT IN (OLD.status, 'cancelled')
    OR (NEW.arrived_at, NEW.actual_starts_at, NEW.actual_ends_at, NEW.overbook, NEW.overbook_reason, NEW.fee_waived_because, NEW.request_expires_at)
      IS DISTINCT FROM (OLD.arrived_at, OLD.actual_starts_at, OLD.actual_ends_at, OLD.overbook, OLD.overbook_reason, OLD.fee_waived_because, OLD.request_expires_at))
  THEN RAISE EXCEPTION 'only the clinic takes this step' USING ERRCODE = 'AR403'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER booking_whose_step BEFORE UPDATE ON booking FOR EACH ROW EXECUTE FUNCTION booking_whose_step();
CREATE POLICY own ON booking_event FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[])
  OR EXISTS (SELECT FROM booking b WHERE b.id = booking_event.booking_id AND b.patient_id = ANY ((SELECT actor_patients())::uuid[]))
  -- Whoever holds the link reads why they were declined, which was written to them, and nothing else of the history.
  OR (actor_kind() = 'link' AND booking_id = actor_id() AND kind = 'declined'));
CREATE POLICY made ON booking_event FOR INSERT TO anteroom_app WITH CHECK (booking_is_actors(booking_id, clinic_id)
  AND by_account_id IS NOT DISTINCT FROM CASE actor_kind() WHEN 'account' THEN actor_id() END);
CREATE POLICY made ON booking_link FOR INSERT TO anteroom_app WITH CHECK (booking_is_actors(booking_id, clinic_id));
CREATE POLICY made ON outbox_message FOR INSERT TO anteroom_app WITH CHECK (booking_is_actors(booking_id, clinic_id));
CREATE POLICY staff ON outbox_message FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]));
-- Answers hold manage links: nobody lists them; `kept_answer` gives the one whose key is known. A scope's last word is whose it is.
CREATE POLICY made ON idempotency_key FOR INSERT TO anteroom_app WITH CHECK (actor_kind() IS NOT NULL
  AND scope LIKE '% ' || CASE actor_kind() WHEN 'account' THEN actor_id()::text ELSE 'guest' END);

CREATE POLICY own ON booking_series FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[])
  OR EXISTS (SELECT FROM booking b WHERE b.series_id = booking_series.id AND b.patient_id = ANY ((SELECT actor_patients())::uuid[])));
CREATE POLICY made ON booking_series FOR INSERT TO anteroom_app WITH CHECK (clinic_id = ANY ((SELECT actor_clinics())::uuid[]));
-- Proposals are made by staff and answered by whoever the booking is for.
CREATE POLICY own ON proposal FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]) OR (actor_kind() = 'link' AND booking_id = actor_id())
  OR EXISTS (SELECT FROM booking b WHERE b.id = proposal.booking_id AND b.patient_id = ANY ((SELECT actor_patients())::uuid[])));
CREATE POLICY made ON proposal FOR INSERT TO anteroom_app WITH CHECK (clinic_id = ANY ((SELECT actor_clinics())::uuid[])
  AND booking_is_actors(booking_id, clinic_id) AND is_of_clinic(clinic_id, NULL, practitioner_id, location_id));
CREATE POLICY answered ON proposal FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]) OR (actor_kind() = 'link' AND booking_id = actor_id())
  OR EXISTS (SELECT FROM booking b WHERE b.id = proposal.booking_id AND b.patient_id = ANY ((SELECT actor_patients())::uuid[])));

CREATE POLICY own ON session TO anteroom_app USING (actor_kind() = 'account' AND account_id = actor_id()) WITH CHECK (actor_kind() = 'account' AND account_id = actor_id());
CREATE POLICY own ON known_device TO anteroom_app USING (actor_kind() = 'account' AND account_id = actor_id()) WITH CHECK (actor_kind() = 'account' AND account_id = actor_id());
-- Nobody writes the log in another's name.
CREATE POLICY made ON audit_event FOR INSERT TO anteroom_app, anteroom_worker WITH CHECK (
  actor_kind = actor_kind() AND actor_id IS NOT DISTINCT FROM CASE WHEN actor_kind() = 'account' THEN actor_id() END
  AND (actor_clinic() IS NULL OR chain_id IN (actor_clinic(), '00000000-0000-0000-0000-000000000000')));

-- The gate's own sight.
CREATE POLICY gate ON patient_access FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON account TO anteroom_gate USING (true);
CREATE POLICY gate ON clinic_member FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON session TO anteroom_gate USING (true);
CREATE POLICY gate ON known_device FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON booking_link FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON location FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON practitioner FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON practitioner_service FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON availability_rule FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON availability_exception FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON calendar_claim TO anteroom_gate USING (true);
CREATE POLICY gate ON resource FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON service_need FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON practitioner_travel FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON audit_chain TO anteroom_gate USING (true);
CREATE POLICY gate ON idempotency_key FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON patient FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY beside ON booking FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY beside ON service FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY reporting ON booking FOR SELECT TO anteroom_reporting USING (true);
CREATE POLICY reporting ON clinic FOR SELECT TO anteroom_reporting USING (true);
CREATE POLICY reporting ON service FOR SELECT TO anteroom_reporting USING (true);

-- Doors past the wall, each as narrow as its question. Token hashes are SHA-256 of 256-bit secrets.
CREATE FUNCTION open_session(p_token_hash bytea, p_now timestamptz, p_touch boolean)
  RETURNS TABLE (session_id uuid, account_id uuid, name text, email text, clinic_id uuid, clinic_slug text, roles staff_role[])
  LANGUAGE plpgsql VOLATILE ROWS 2 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE s session;
BEGIN
  SELECT * INTO s FROM session WHERE token_hash = p_token_hash AND ended_at IS NULL AND expires_at > p_now
    AND last_seen_at + make_interval(mins => idle_minutes) > p_now;
  IF NOT FOUND THEN RETURN; END IF;
  -- A write a minute at most; only a person's own deed keeps a session alive.
  IF p_touch AND s.last_seen_at < p_now - interval '1 minute' THEN UPDATE session SET last_seen_at = p_now WHERE id = s.id; END IF;
  RETURN QUERY SELECT s.id, a.id, a.name, a.email, m.clinic_id, c.slug, m.roles
    FROM account a LEFT JOIN clinic_member m ON m.account_id = a.id AND m.ended_at IS NULL LEFT JOIN clinic c ON c.id = m.clinic_id
    WHERE a.id = s.account_id AND a.disabled_at IS NULL ORDER BY m.created_at;
END $$;
CREATE POLICY gate ON clinic FOR SELECT TO anteroom_gate USING (true);

CREATE FUNCTION sign_in_candidate(p_email text, p_device_hash bytea)
  RETURNS TABLE (account_id uuid, password_hash text, disabled boolean, is_staff boolean, known_device boolean)
  LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.id, a.password_hash, a.disabled_at IS NOT NULL,
    EXISTS (SELECT FROM clinic_member m WHERE m.account_id = a.id AND m.ended_at IS NULL),
    EXISTS (SELECT FROM known_device d WHERE d.account_id = a.id AND d.token_hash = p_device_hash)
  FROM account a WHERE a.email = p_email
$$;

CREATE FUNCTION open_link(p_token_hash bytea, p_purpose text, p_now timestamptz) RETURNS TABLE (booking_id uuid, clinic_id uuid, expired boolean)
  LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  -- A visit that moved to a later day takes its link along: 30 days as in lib/booking/rules.ts.
  SELECT l.booking_id, l.clinic_id, greatest(l.expires_at, b.ends_at + interval '30 days') <= p_now
  FROM booking_link l JOIN booking b ON b.id = l.booking_id
  WHERE l.token_hash = p_token_hash AND l.purpose = p_purpose AND l.revoked_at IS NULL
$$;

-- What was answered under an idempotency key before: to whoever knows the key and asks as the one it was answered to.
CREATE FUNCTION kept_answer(p_scope text, p_key text) RETURNS TABLE (body_hash bytea, answer_sealed text)
  LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT k.body_hash, k.answer_sealed FROM idempotency_key k WHERE k.scope = p_scope AND k.key = p_key AND actor_kind() IS NOT NULL
    AND p_scope LIKE '% ' || CASE actor_kind() WHEN 'account' THEN actor_id()::text ELSE 'guest' END
$$;

-- The same password under newer settings: whoever knows the hash that is there may replace it, once.
CREATE FUNCTION rehash_password(p_account uuid, p_before text, p_after text) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE account SET password_hash = p_after WHERE id = p_account AND password_hash = p_before
$$;

-- A function can be handed only to a role that may create in its schema; the gate may, for this moment.
GRANT CREATE ON SCHEMA public TO anteroom_gate;
DO $$
DECLARE
  f text;
  -- What policies ask, and what lets somebody in: the first for every role that meets a policy, the second for the portal alone.
  asked text[] := ARRAY['actor_patients_for(text)', 'actor_patients()', 'actor_clinics()', 'actor_admin_clinics()', 'patient_made_now(uuid)', 'booking_is_actors(uuid, uuid)', 'is_of_clinic(uuid, uuid, uuid, uuid)'];
  doors text[] := ARRAY['open_session(bytea, timestamptz, boolean)', 'sign_in_candidate(text, bytea)', 'open_link(bytea, text, timestamptz)',
    'rehash_password(uuid, text, text)', 'kept_answer(text, text)'];
BEGIN
  FOREACH f IN ARRAY asked || doors LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO anteroom_gate', f);
  END LOOP;
  -- As the gate: what somebody else revokes of its functions would stay, with no more than a warning.
  SET LOCAL ROLE anteroom_gate;
  FOREACH f IN ARRAY asked || doors LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO anteroom_app', f);
  END LOOP;
  FOREACH f IN ARRAY asked LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO anteroom_worker, anteroom_owner', f);
  END LOOP;
  RESET ROLE;
END $$;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;

-- Grants. No TRUNCATE, no DDL, no DELETE on anything a record is made of.
GRANT SELECT ON clinic, location, clinic_member, practitioner, service, practitioner_service, patient_access, deployment TO anteroom_app, anteroom_worker;
GRANT SELECT (id, email, name, phone, disabled_at, created_at) ON account TO anteroom_app;
GRANT SELECT, INSERT ON patient, patient_registration, booking, booking_event, hold TO anteroom_app;
GRANT UPDATE (first_name, last_name, date_of_birth, phone, email, provisional) ON patient TO anteroom_app;
-- What a booking was made of (whose, where, at what price) stays; changes are its time, who with, its state.
GRANT UPDATE (practitioner_id, location_id, mode, starts_at, ends_at, status, version, sequence, arrived_at, actual_starts_at, actual_ends_at,
  cancelled_at, cancelled_by, cancel_reason, cancel_fee_cents, fee_waived_because, overbook, overbook_reason, request_expires_at) ON booking TO anteroom_app;
GRANT INSERT ON booking_link TO anteroom_app, anteroom_worker;
GRANT SELECT, INSERT ON outbox_message TO anteroom_app;
GRANT INSERT ON idempotency_key TO anteroom_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON availability_rule, availability_exception, practitioner_travel TO anteroom_app;
-- Setting up. Nothing that bookings name is ever deleted: it is made inactive, or ended.
GRANT UPDATE (slug, name, time_zone, currency, phone, email, address, opening_hours, cancel_notice_hours, late_cancel_fee_cents) ON clinic TO anteroom_app;
GRANT INSERT, UPDATE (name, kind, time_zone, address, active, cancel_notice_hours, late_cancel_fee_cents) ON location TO anteroom_app;
GRANT INSERT, UPDATE (code, name, category, description, modes, initial_minutes, initial_price_cents, follow_up_minutes, follow_up_price_cents,
  buffer_before_minutes, buffer_after_minutes, notice_minutes, horizon_days, grid_minutes, minimum_age_years, maximum_age_years, requires_referral,
  requires_initial_first, requires_approval, request_hours, inside_notice, daily_cap, upcoming_limit, capacity, cancel_notice_hours, late_cancel_fee_cents,
  active, position) ON service TO anteroom_app;
GRANT INSERT, UPDATE (account_id, name, title, specialisations, registration_number, registration_body, accepting_new_patients, active) ON practitioner TO anteroom_app;
GRANT USAGE ON SEQUENCE practitioner_number TO anteroom_app;
GRANT INSERT, DELETE, UPDATE (initial_minutes, initial_price_cents, follow_up_minutes, follow_up_price_cents, daily_cap) ON practitioner_service TO anteroom_app;
GRANT INSERT, UPDATE (roles, ended_at) ON clinic_member TO anteroom_app;
GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON staff_invitation TO anteroom_app;
GRANT SELECT, INSERT, UPDATE (name, active, location_id) ON resource TO anteroom_app;
GRANT SELECT, INSERT, UPDATE (name, resource_ids), DELETE ON service_need TO anteroom_app;
GRANT SELECT, INSERT, UPDATE (practitioner_id, starts_at, ends_at, sequence, cancelled_at, capacity) ON group_session TO anteroom_app;
GRANT SELECT, INSERT ON booking_series, rebooking TO anteroom_app;
GRANT SELECT, INSERT, UPDATE (state, answered_at, told_at) ON proposal TO anteroom_app;
GRANT SELECT, INSERT, UPDATE (revoked_at) ON calendar_feed TO anteroom_app;
GRANT SELECT, INSERT, UPDATE (name, removed_at) ON external_calendar TO anteroom_app;
GRANT SELECT ON calendar_claim TO anteroom_app;
GRANT SELECT, INSERT ON session, known_device TO anteroom_app;
GRANT UPDATE (last_seen_at, ended_at, ended_because) ON session TO anteroom_app;
GRANT UPDATE (password_hash) ON account TO anteroom_gate;
GRANT INSERT ON audit_event TO anteroom_app, anteroom_worker;
-- Counters of minutes: unlogged, so that counting a request does not wait for the disk. A crash of the database forgets them.
ALTER TABLE rate_limit SET UNLOGGED;
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limit TO anteroom_app;
GRANT USAGE ON SEQUENCE patient_number TO anteroom_app;

GRANT SELECT ON patient, patient_registration, booking, booking_event, availability_exception, audit_chain TO anteroom_worker;
GRANT SELECT, UPDATE ON outbox_message TO anteroom_worker;
GRANT SELECT ON resource, service_need, group_session, booking_series, rebooking, practitioner_travel TO anteroom_worker;
GRANT SELECT, UPDATE (state, answered_at) ON proposal TO anteroom_worker;
GRANT SELECT, UPDATE (fetched_at, problem) ON external_calendar TO anteroom_worker;
GRANT SELECT, DELETE ON hold, calendar_claim, idempotency_key, session, rate_limit TO anteroom_worker;
GRANT SELECT (id, booking_id, token_hash, purpose) ON booking_link TO anteroom_worker;
GRANT SELECT, INSERT, DELETE ON demo_mail TO anteroom_worker;

GRANT SELECT (id, slug, name, time_zone, currency) ON clinic TO anteroom_reporting;
GRANT SELECT (id, clinic_id, code, name, category) ON service TO anteroom_reporting;
GRANT SELECT (id, clinic_id, service_id, practitioner_id, location_id, type, mode, status, source, starts_at, ends_at,
  price_cents, currency, created_at, arrived_at, actual_starts_at, actual_ends_at, cancelled_at, cancelled_by, cancel_fee_cents) ON booking TO anteroom_reporting;

GRANT SELECT ON patient_access, clinic_member, clinic, known_device, booking_link, location, practitioner, practitioner_service,
  availability_rule, availability_exception, idempotency_key, patient, booking, service, resource, service_need, practitioner_travel TO anteroom_gate;
GRANT SELECT ON account TO anteroom_gate;
GRANT SELECT, UPDATE ON session TO anteroom_gate;
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_claim TO anteroom_gate;
GRANT SELECT, INSERT, UPDATE ON audit_chain TO anteroom_gate;
