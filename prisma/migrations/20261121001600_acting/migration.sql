-- Who acts for whom: how somebody comes to it (asked by the clinic, and knowing the patient's birth date), who knows of it, and how it ends.

ALTER TABLE patient_access
  ADD CONSTRAINT patient_access_relationship CHECK (relationship IN ('self', 'parent', 'guardian', 'carer', 'partner')),
  ADD CONSTRAINT patient_access_scopes CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['book', 'forms', 'results', 'pay']);

CREATE TABLE "acting_invitation" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "relationship" TEXT NOT NULL,
    "scopes" TEXT[],
    "until_at" TIMESTAMPTZ(6),
    "token_hash" BYTEA NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "accepted_at" TIMESTAMPTZ(6),
    "withdrawn_at" TIMESTAMPTZ(6),

    CONSTRAINT "acting_invitation_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "acting_invitation_token_hash_key" ON "acting_invitation"("token_hash");
CREATE INDEX "acting_invitation_clinic_id_idx" ON "acting_invitation"("clinic_id");
CREATE INDEX "acting_invitation_patient_id_idx" ON "acting_invitation"("patient_id");
ALTER TABLE "acting_invitation" ADD CONSTRAINT "acting_invitation_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "acting_invitation" ADD CONSTRAINT "acting_invitation_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE acting_invitation
  ADD CONSTRAINT acting_invitation_email_shape CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:]]+$' AND email = lower(email)),
  ADD CONSTRAINT acting_invitation_relationship CHECK (relationship IN ('self', 'parent', 'guardian', 'carer', 'partner')),
  ADD CONSTRAINT acting_invitation_scopes CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['book', 'forms', 'results', 'pay']);

ALTER TABLE acting_invitation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON acting_invitation TO anteroom_owner, anteroom_worker USING (actor_kind() = 'system') WITH CHECK (actor_kind() = 'system');
CREATE POLICY gate ON acting_invitation TO anteroom_gate USING (true);
CREATE POLICY staff ON acting_invitation TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]))
  WITH CHECK (clinic_id = ANY ((SELECT actor_clinics())::uuid[])
    AND EXISTS (SELECT FROM patient_registration r WHERE r.patient_id = acting_invitation.patient_id AND r.clinic_id = acting_invitation.clinic_id));
GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON acting_invitation TO anteroom_app;
GRANT SELECT ON acting_invitation TO anteroom_worker;
DROP POLICY gate ON patient_access;
CREATE POLICY gate ON patient_access TO anteroom_gate USING (true);
DROP POLICY gate ON patient;
CREATE POLICY gate ON patient TO anteroom_gate USING (true);
GRANT SELECT, UPDATE (tries, accepted_at) ON acting_invitation TO anteroom_gate;
GRANT INSERT, UPDATE (relationship, scopes, from_at, until_at) ON patient_access TO anteroom_gate;
GRANT UPDATE (provisional) ON patient TO anteroom_gate;

-- Whether whoever asks may know and say who acts for a patient: the patient themselves, and the staff of a clinic of theirs.
CREATE FUNCTION actor_keeps_acting(p_patient uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT actor_kind() = 'account' AND (
    EXISTS (SELECT FROM patient_registration r WHERE r.patient_id = p_patient AND r.clinic_id = ANY ((SELECT actor_clinics())::uuid[]))
    OR (actor_clinic() IS NULL AND EXISTS (SELECT FROM patient_access a JOIN account c ON c.id = a.account_id
      WHERE a.patient_id = p_patient AND a.account_id = actor_id() AND a.relationship = 'self' AND c.disabled_at IS NULL
        AND a.from_at <= now() AND (a.until_at IS NULL OR a.until_at > now()))))
$$;

-- Who acts for a patient, the patient first.
CREATE FUNCTION who_acts_for(p_patient uuid) RETURNS TABLE (access_id uuid, name text, email text, relationship text, scopes text[], from_at timestamptz, until_at timestamptz)
  LANGUAGE sql STABLE ROWS 5 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.id, c.name, c.email, a.relationship, a.scopes, a.from_at, a.until_at FROM patient_access a JOIN account c ON c.id = a.account_id
  WHERE a.patient_id = p_patient AND (a.until_at IS NULL OR a.until_at > now()) AND actor_keeps_acting(p_patient)
  ORDER BY a.relationship <> 'self', a.from_at, a.id
$$;

-- Ends what somebody may do for a patient: said by the patient, by staff, or by whoever acts. The patient; null where there is no such thing to end,
-- or it is not theirs to end. One's own record is left only by staff.
CREATE FUNCTION end_acting(p_access uuid, p_now timestamptz) RETURNS uuid LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE patient_access a SET until_at = greatest(p_now, a.from_at + interval '1 millisecond')
  WHERE a.id = p_access AND (a.until_at IS NULL OR a.until_at > p_now) AND (a.relationship <> 'self' OR actor_clinic() IS NOT NULL)
    AND (actor_keeps_acting(a.patient_id) OR (actor_kind() = 'account' AND actor_clinic() IS NULL AND a.account_id = actor_id()))
  RETURNING a.patient_id
$$;

-- What the bearer of an invitation sees of it. Not for whom: that is known once they have told the birth date.
CREATE FUNCTION open_acting(p_token_hash bytea, p_now timestamptz)
  RETURNS TABLE (invitation_id uuid, clinic_id uuid, clinic_name text, email text, relationship text, scopes text[], state text, has_account boolean)
  LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.id, c.id, c.name, i.email, i.relationship, i.scopes, CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.withdrawn_at IS NOT NULL THEN 'withdrawn'
      WHEN i.tries >= 5 THEN 'locked' WHEN i.expires_at <= p_now THEN 'expired' ELSE 'open' END,
    EXISTS (SELECT FROM account a WHERE a.email = i.email)
  FROM acting_invitation i JOIN clinic c ON c.id = i.clinic_id WHERE i.token_hash = p_token_hash
$$;

-- Takes an invitation up, with the patient's birth date: by the signed-in account it was sent to (`p_account` null), or making the account. 'done';
-- 'wrong_birth_date', which is counted, five in all; 'not_open', which also is said where the patient's record has an owner already.
CREATE FUNCTION take_up_acting(p_token_hash bytea, p_born date, p_account uuid, p_name text, p_password_hash text, p_access uuid, p_now timestamptz)
  RETURNS TABLE (outcome text, clinic_id uuid, patient_id uuid)
  LANGUAGE plpgsql VOLATILE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  i acting_invitation;
  who uuid := coalesce(p_account, CASE WHEN actor_kind() = 'account' THEN actor_id() END);
BEGIN
  SELECT * INTO i FROM acting_invitation a WHERE a.token_hash = p_token_hash AND a.withdrawn_at IS NULL AND a.accepted_at IS NULL
    AND a.expires_at > p_now AND a.tries < 5 FOR UPDATE;
  IF i.id IS NULL OR (p_account IS NULL AND NOT EXISTS (SELECT FROM account a WHERE a.id = who AND a.email = i.email AND a.disabled_at IS NULL))
    OR (i.relationship = 'self' AND EXISTS (SELECT FROM patient_access o WHERE o.patient_id = i.patient_id AND o.relationship = 'self' AND o.account_id <> who
      AND (o.until_at IS NULL OR o.until_at > p_now)))
  THEN RETURN QUERY SELECT 'not_open', NULL::uuid, NULL::uuid; RETURN; END IF;
  IF NOT EXISTS (SELECT FROM patient x WHERE x.id = i.patient_id AND x.date_of_birth = p_born AND x.deleted_at IS NULL) THEN
    UPDATE acting_invitation SET tries = tries + 1 WHERE id = i.id;
    RETURN QUERY SELECT 'wrong_birth_date', i.clinic_id, i.patient_id; RETURN;
  END IF;
  IF p_account IS NOT NULL THEN
    INSERT INTO account (id, email, name, password_hash, created_at) VALUES (p_account, i.email, p_name, p_password_hash, p_now) ON CONFLICT (email) DO NOTHING;
    IF NOT FOUND THEN RETURN QUERY SELECT 'not_open', NULL::uuid, NULL::uuid; RETURN; END IF;
  END IF;
  INSERT INTO patient_access AS a (id, account_id, patient_id, relationship, scopes, from_at, until_at)
    VALUES (p_access, who, i.patient_id, i.relationship, i.scopes, p_now, i.until_at)
    ON CONFLICT (account_id, patient_id) DO UPDATE SET relationship = i.relationship, scopes = i.scopes, from_at = p_now, until_at = i.until_at;
  IF i.relationship = 'self' THEN UPDATE patient SET provisional = false WHERE id = i.patient_id; END IF;
  UPDATE acting_invitation SET accepted_at = p_now WHERE id = i.id;
  RETURN QUERY SELECT 'done', i.clinic_id, i.patient_id;
END $$;

GRANT CREATE ON SCHEMA public TO anteroom_gate;
DO $$
DECLARE
  f text;
  doors text[] := ARRAY['who_acts_for(uuid)', 'end_acting(uuid, timestamptz)', 'open_acting(bytea, timestamptz)',
    'take_up_acting(bytea, date, uuid, text, text, uuid, timestamptz)'];
BEGIN
  FOREACH f IN ARRAY doors || ARRAY['actor_keeps_acting(uuid)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO anteroom_gate', f);
  END LOOP;
  SET LOCAL ROLE anteroom_gate;
  FOREACH f IN ARRAY doors || ARRAY['actor_keeps_acting(uuid)'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
  FOREACH f IN ARRAY doors LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO anteroom_app', f);
  END LOOP;
  RESET ROLE;
END $$;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;
