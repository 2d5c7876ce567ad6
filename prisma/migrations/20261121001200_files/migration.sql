-- Documents of patients (docs/decisions/017): what is told of each. The bytes lie sealed in a store outside the database.

CREATE TYPE "file_kind" AS ENUM ('referral', 'insurance', 'identity', 'result', 'letter', 'picture', 'answer', 'other');

CREATE TABLE "file_upload" (
    "id" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "file_upload_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "file_upload_created_at_idx" ON "file_upload" ("created_at");

CREATE TABLE "patient_file" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "kind" "file_kind" NOT NULL,
    "media_type" TEXT NOT NULL,
    "byte_count" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "name_sealed" TEXT NOT NULL,
    "key_sealed" TEXT NOT NULL,
    "by_patient" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "created_by_account_id" UUID,
    "released_at" TIMESTAMPTZ(6),

    CONSTRAINT "patient_file_pkey" PRIMARY KEY ("id"),
    -- Nothing else is ever served, whatever a mistake of ours lets in.
    CONSTRAINT "patient_file_media_type" CHECK ("media_type" IN ('application/pdf', 'image/jpeg', 'image/png')),
    CONSTRAINT "patient_file_byte_count" CHECK ("byte_count" > 0),
    CONSTRAINT "patient_file_sha256" CHECK (octet_length("sha256") = 32),
    CONSTRAINT "patient_file_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "patient_file_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "patient_file_created_by_account_id_fkey" FOREIGN KEY ("created_by_account_id") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE INDEX "patient_file_patient_id_clinic_id_id_idx" ON "patient_file" ("patient_id", "clinic_id", "id");

-- A document stays what it was: its release comes and goes, and the worker seals anew. Nobody deletes one, the tables' owner neither.
CREATE FUNCTION patient_file_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE may text[] := CASE current_user WHEN 'anteroom_worker' THEN '{name_sealed,key_sealed}' ELSE '{released_at}' END;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - may = to_jsonb(OLD) - may THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'a document stays what it was' USING ERRCODE = 'AR403';
END $$;
CREATE TRIGGER patient_file_stays BEFORE UPDATE OR DELETE ON patient_file FOR EACH ROW EXECUTE FUNCTION patient_file_stays();
CREATE TRIGGER patient_file_is_not_emptied BEFORE TRUNCATE ON patient_file FOR EACH STATEMENT EXECUTE FUNCTION patient_file_stays();

-- What patients themselves may put there at one clinic: 200 documents, 500 MB. One after the other, so that the count holds.
CREATE FUNCTION patient_file_limit() RETURNS trigger
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM lock_resources(ARRAY[NEW.patient_id]);
  IF (SELECT count(*) >= 200 OR coalesce(sum(f.byte_count), 0) + NEW.byte_count > 500000000 FROM patient_file f
    WHERE f.patient_id = NEW.patient_id AND f.clinic_id = NEW.clinic_id AND f.by_patient)
  THEN RAISE EXCEPTION 'as many as may be' USING ERRCODE = 'AR020'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER patient_file_limit BEFORE INSERT ON patient_file FOR EACH ROW WHEN (NEW.by_patient) EXECUTE FUNCTION patient_file_limit();

ALTER TABLE file_upload ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE patient_file ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON file_upload TO anteroom_owner, anteroom_worker USING (actor_kind() = 'system') WITH CHECK (actor_kind() = 'system');
CREATE POLICY system ON patient_file TO anteroom_owner, anteroom_worker USING (actor_kind() = 'system') WITH CHECK (actor_kind() = 'system');
CREATE POLICY gate ON patient_file FOR SELECT TO anteroom_gate USING (true);

-- Whoever brought the bytes keeps them, nobody else.
CREATE POLICY own ON file_upload TO anteroom_app USING (actor = current_setting('app.actor', true))
  WITH CHECK (actor = current_setting('app.actor', true) AND actor_kind() IN ('account', 'link'));

-- Reception opens what it needs to book and to bill; the rest is for clinicians who treat the patient. A patient opens what they gave, and what was released.
CREATE POLICY staff ON patient_file FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[])
  AND (kind IN ('referral', 'insurance', 'identity') OR actor_treats(patient_id)));
CREATE POLICY own ON patient_file FOR SELECT TO anteroom_app
  USING (patient_id = ANY ((SELECT actor_patients_for('results'))::uuid[]) AND (by_patient OR released_at IS NOT NULL));
CREATE POLICY made_by_staff ON patient_file FOR INSERT TO anteroom_app WITH CHECK (NOT by_patient AND created_by_account_id = actor_id()
  AND clinic_id = ANY ((SELECT actor_clinics())::uuid[])
  AND (released_at IS NULL OR kind IN ('referral', 'insurance', 'identity') OR actor_treats(patient_id))
  AND EXISTS (SELECT FROM patient_registration r WHERE r.clinic_id = patient_file.clinic_id AND r.patient_id = patient_file.patient_id));
-- A patient at their own clinics; the bearer of a manage link whose date of birth was asked, for whom the visit is.
CREATE POLICY made_by_patient ON patient_file FOR INSERT TO anteroom_app WITH CHECK (by_patient AND released_at IS NULL AND CASE actor_kind()
  WHEN 'account' THEN created_by_account_id = actor_id() AND patient_id = ANY ((SELECT actor_patients_for('forms'))::uuid[])
    AND EXISTS (SELECT FROM patient_registration r WHERE r.clinic_id = patient_file.clinic_id AND r.patient_id = patient_file.patient_id)
  WHEN 'link' THEN created_by_account_id IS NULL AND actor_part(4) = 'known'
    AND EXISTS (SELECT FROM booking b WHERE b.id = actor_id() AND b.clinic_id = patient_file.clinic_id AND b.patient_id = patient_file.patient_id)
  ELSE false END);
CREATE POLICY released ON patient_file FOR UPDATE TO anteroom_app USING (NOT by_patient AND clinic_id = ANY ((SELECT actor_clinics())::uuid[])
  AND (kind IN ('referral', 'insurance', 'identity') OR actor_treats(patient_id)));

GRANT SELECT, INSERT, DELETE ON file_upload TO anteroom_app;
GRANT SELECT, DELETE ON file_upload TO anteroom_worker;
GRANT SELECT, INSERT, UPDATE (released_at) ON patient_file TO anteroom_app;
GRANT SELECT (id, name_sealed, key_sealed), UPDATE (name_sealed, key_sealed) ON patient_file TO anteroom_worker;
GRANT SELECT ON patient_file TO anteroom_gate;

GRANT CREATE ON SCHEMA public TO anteroom_gate;
ALTER FUNCTION patient_file_limit() OWNER TO anteroom_gate;
SET LOCAL ROLE anteroom_gate;
REVOKE ALL ON FUNCTION patient_file_limit() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION patient_file_limit() TO anteroom_app, anteroom_worker, anteroom_owner;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;
