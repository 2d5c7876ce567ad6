-- Who treats whom; who opened a record regardless, and why; and who looked (docs/decisions/020).

CREATE TABLE "emergency_access" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "reason_sealed" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(6) NOT NULL,
    "until_at" TIMESTAMPTZ(6) NOT NULL,
    "reviewed_at" TIMESTAMPTZ(6),
    "reviewed_by" UUID,

    CONSTRAINT "emergency_access_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "emergency_access_clinic_id_opened_at_idx" ON "emergency_access"("clinic_id", "opened_at");
CREATE INDEX "emergency_access_patient_id_account_id_idx" ON "emergency_access"("patient_id", "account_id");
ALTER TABLE "emergency_access" ADD CONSTRAINT "emergency_access_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "emergency_access" ADD CONSTRAINT emergency_access_ends CHECK (until_at > opened_at AND until_at <= opened_at + interval '8 hours');
ALTER TABLE emergency_access ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- Whether the clinician who asks has to do with a patient: a visit of theirs, with whoever it is (a nurse sees those who come now), or a
-- record opened in an emergency, until that runs out. Asked for each row of a record, so that a yes is remembered with who asked, for the
-- transaction: 500 rows of a chart cost 500 comparisons.
CREATE FUNCTION actor_treats(p_patient uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  mine staff_role[];
  this text := concat(current_setting('app.actor', true), ' ', p_patient);
BEGIN
  IF current_setting('app.treats', true) = this THEN RETURN true; END IF;
  IF actor_kind() IS DISTINCT FROM 'account' OR actor_clinic() IS NULL THEN RETURN false; END IF;
  SELECT m.roles INTO mine FROM clinic_member m JOIN account c ON c.id = m.account_id
    WHERE m.account_id = actor_id() AND m.clinic_id = actor_clinic() AND m.ended_at IS NULL AND c.disabled_at IS NULL;
  IF mine IS NULL OR NOT mine && ARRAY['nurse', 'practitioner']::staff_role[] THEN RETURN false; END IF;
  IF NOT (EXISTS (SELECT FROM booking b JOIN practitioner t ON t.id = b.practitioner_id
      WHERE b.patient_id = p_patient AND b.clinic_id = actor_clinic() AND b.status IN ('confirmed', 'arrived', 'in_progress', 'completed', 'no_show')
        AND (t.account_id = actor_id() OR ('nurse' = ANY (mine) AND b.starts_at BETWEEN now() - interval '30 days' AND now() + interval '30 days')))
    OR EXISTS (SELECT FROM emergency_access e
      WHERE e.patient_id = p_patient AND e.account_id = actor_id() AND e.clinic_id = actor_clinic() AND e.until_at > now()))
  THEN RETURN false; END IF;
  PERFORM set_config('app.treats', this, true);
  RETURN true;
END $$;

-- Who opened or changed a record before a date, the latest first: a line for each person, clinic and day there. To the patient and who acts
-- for them what staff did, in any clinic; to clinicians who treat them and to administrators everything in their own clinic.
CREATE FUNCTION looks_at(p_patient uuid, p_before date, p_most int)
  RETURNS TABLE (day date, time_zone text, clinic_name text, by_name text, by_kind text, actions text[], is_refused boolean, times int, last_at timestamptz)
  LANGUAGE plpgsql STABLE ROWS 50 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  is_own boolean := p_patient = ANY (actor_patients_for('results'));
  is_here boolean := actor_treats(p_patient) OR (cardinality(actor_admin_clinics()) > 0
    AND EXISTS (SELECT FROM patient_registration r WHERE r.patient_id = p_patient AND r.clinic_id = actor_clinic()));
BEGIN
  RETURN QUERY SELECT (e.at AT TIME ZONE c.time_zone)::date, c.time_zone, c.name, a.name,
      CASE WHEN m.id IS NOT NULL THEN 'staff' WHEN e.actor_kind = 'system' THEN 'system' ELSE 'patient' END,
      array_agg(DISTINCT e.action), bool_or(e.outcome = 'refused'), count(*)::int, max(e.at)
    FROM audit_event e JOIN clinic c ON c.id = e.chain_id LEFT JOIN account a ON a.id = e.actor_id
      LEFT JOIN clinic_member m ON m.account_id = e.actor_id AND m.clinic_id = e.chain_id
    WHERE e.patient_id = p_patient AND (p_before IS NULL OR (e.at AT TIME ZONE c.time_zone)::date < p_before)
      AND ((is_own AND m.id IS NOT NULL) OR (is_here AND e.chain_id = actor_clinic()))
    GROUP BY 1, 2, 3, 4, 5, e.actor_id ORDER BY 1 DESC, 9 DESC LIMIT p_most;
END $$;

-- The other way round, for administrators: whose records a member of their clinic opened or changed. Of somebody who opens thousands a day the
-- days of the last 20,000 deeds are looked at; is_cut: there are older ones.
CREATE FUNCTION looks_of(p_member uuid, p_before date, p_most int)
  RETURNS TABLE (day date, time_zone text, patient_id uuid, patient_name text, actions text[], is_refused boolean, times int, last_at timestamptz, is_cut boolean)
  LANGUAGE plpgsql STABLE ROWS 50 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  who uuid; clinic uuid; zone text; until timestamptz; since timestamptz;
BEGIN
  SELECT m.account_id, c.id, c.time_zone INTO who, clinic, zone FROM clinic_member m JOIN clinic c ON c.id = m.clinic_id
    WHERE m.id = p_member AND c.id = ANY (actor_admin_clinics());
  IF NOT FOUND THEN RETURN; END IF;
  until := coalesce(p_before::timestamp AT TIME ZONE zone, 'infinity');
  SELECT e.at INTO since FROM audit_event e WHERE e.actor_id = who AND e.at < until ORDER BY e.at DESC OFFSET 20000 LIMIT 1;
  RETURN QUERY SELECT (e.at AT TIME ZONE zone)::date, zone, x.id, x.first_name || ' ' || x.last_name || ' (' || x.number || ')',
      array_agg(DISTINCT e.action), bool_or(e.outcome = 'refused'), count(*)::int, max(e.at), since IS NOT NULL
    FROM audit_event e JOIN patient x ON x.id = e.patient_id
    WHERE e.actor_id = who AND e.chain_id = clinic AND e.at < until
      AND (since IS NULL OR e.at >= date_trunc('day', since AT TIME ZONE zone) AT TIME ZONE zone)
    GROUP BY 1, x.id ORDER BY 1 DESC, 8 DESC LIMIT p_most;
END $$;

-- What the mail to the clinic's administrators needs to know: who opened a record, and when; not whose.
CREATE FUNCTION emergency_to_tell(p_emergency uuid) RETURNS TABLE (clinic_name text, clinic_email text, by_name text, to_name text, to_email text, to_account uuid)
  LANGUAGE sql STABLE ROWS 5 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.name, c.email, b.name, a.name, a.email, a.id FROM emergency_access e JOIN clinic c ON c.id = e.clinic_id JOIN account b ON b.id = e.account_id
    JOIN clinic_member m ON m.clinic_id = e.clinic_id AND m.ended_at IS NULL AND 'admin' = ANY (m.roles)
    JOIN account a ON a.id = m.account_id AND a.disabled_at IS NULL
  WHERE e.id = p_emergency ORDER BY a.id
$$;

GRANT CREATE ON SCHEMA public TO anteroom_gate;
DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['actor_treats(uuid)', 'looks_at(uuid, date, int)', 'looks_of(uuid, date, int)', 'emergency_to_tell(uuid)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO anteroom_gate', f);
    SET LOCAL ROLE anteroom_gate;
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    RESET ROLE;
  END LOOP;
  SET LOCAL ROLE anteroom_gate;
  GRANT EXECUTE ON FUNCTION actor_treats(uuid) TO anteroom_app, anteroom_worker, anteroom_owner;
  GRANT EXECUTE ON FUNCTION looks_at(uuid, date, int), looks_of(uuid, date, int) TO anteroom_app;
  GRANT EXECUTE ON FUNCTION emergency_to_tell(uuid) TO anteroom_worker;
  RESET ROLE;
END $$;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;

CREATE POLICY system ON emergency_access TO anteroom_owner, anteroom_worker USING (actor_kind() = 'system') WITH CHECK (actor_kind() = 'system');
CREATE POLICY gate ON emergency_access FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON audit_event FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON patient_registration FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY seen ON emergency_access FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[]));
CREATE POLICY opened ON emergency_access FOR INSERT TO anteroom_app WITH CHECK (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[])
  AND account_id = actor_id() AND reviewed_at IS NULL
  AND EXISTS (SELECT FROM patient_registration r WHERE r.clinic_id = emergency_access.clinic_id AND r.patient_id = emergency_access.patient_id));
CREATE POLICY reviewed ON emergency_access FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[]))
  WITH CHECK (reviewed_by = actor_id());
GRANT SELECT, INSERT, UPDATE (reviewed_at, reviewed_by) ON emergency_access TO anteroom_app;
GRANT SELECT (id, reason_sealed), UPDATE (reason_sealed) ON emergency_access TO anteroom_worker;
GRANT SELECT ON emergency_access, audit_event, patient_registration TO anteroom_gate;

-- Signed notes are read by those who treat the patient. One's own, what one signed and what was handed over to be signed are there anyway.
ALTER POLICY clinicians ON note USING (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[])
  AND (author_id = actor_id() OR signed_by = actor_id() OR (state = 'signed' AND actor_treats(patient_id))
    OR (handed_over_at IS NOT NULL AND state = 'draft' AND clinic_id = ANY ((SELECT actor_signing_clinics())::uuid[]))));
ALTER POLICY clinicians ON note_addendum USING (EXISTS (SELECT FROM note n WHERE n.id = note_id));
