-- The chart: what a clinic knows of a patient's health, entry by entry, and what patients told us of that nobody has looked at yet.

CREATE TYPE "patient_sex" AS ENUM ('female', 'male', 'another_term');
CREATE TYPE "chart_section" AS ENUM ('allergy', 'no_known_allergies', 'medicine', 'problem', 'history', 'alert', 'next_of_kin', 'private_note', 'measurement');
CREATE TYPE "chart_visibility" AS ENUM ('team', 'confidential', 'private');
CREATE TYPE "chart_entry_state" AS ENUM ('current', 'ended', 'replaced', 'entered_in_error');
CREATE TYPE "chart_proposal_state" AS ENUM ('pending', 'accepted', 'rejected');

ALTER TABLE "patient" ADD COLUMN "sex" "patient_sex", ADD COLUMN "pronouns" TEXT;
GRANT UPDATE (sex, pronouns) ON patient TO anteroom_app;

CREATE TABLE "chart_proposal" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "section" "chart_section" NOT NULL,
    "state" "chart_proposal_state" NOT NULL DEFAULT 'pending',
    "content_sealed" TEXT NOT NULL,
    "source_kind" TEXT NOT NULL,
    "source_id" UUID NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "proposed_at" TIMESTAMPTZ(6) NOT NULL,
    "decided_at" TIMESTAMPTZ(6),
    "decided_by" UUID,

    CONSTRAINT "chart_proposal_pkey" PRIMARY KEY ("id"),
    CONSTRAINT chart_proposal_section CHECK (section IN ('allergy', 'medicine', 'problem', 'history')),
    CONSTRAINT chart_proposal_decided CHECK (num_nonnulls(decided_at, decided_by) = CASE state WHEN 'pending' THEN 0 ELSE 2 END)
);
CREATE TABLE "chart_entry" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "section" "chart_section" NOT NULL,
    "visibility" "chart_visibility" NOT NULL DEFAULT 'team',
    "state" "chart_entry_state" NOT NULL DEFAULT 'current',
    "content_sealed" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL,
    "recorded_by" UUID NOT NULL,
    "replaces_id" UUID,
    "proposal_id" UUID,
    "closed_at" TIMESTAMPTZ(6),
    "closed_by" UUID,
    "closing_sealed" TEXT,

    CONSTRAINT "chart_entry_pkey" PRIMARY KEY ("id"),
    -- What everybody who treats the patient has to know is never confidential.
    CONSTRAINT chart_entry_visible CHECK ((section = 'private_note') = (visibility = 'private')
      AND (visibility <> 'confidential' OR section IN ('medicine', 'problem', 'history'))),
    CONSTRAINT chart_entry_closed CHECK (num_nonnulls(closed_at, closed_by) = CASE state WHEN 'current' THEN 0 ELSE 2 END
      AND (state <> 'current' OR closing_sealed IS NULL)),
    CONSTRAINT chart_entry_has_been CHECK (at <= recorded_at)
);
CREATE UNIQUE INDEX "chart_proposal_source_id_fingerprint_key" ON "chart_proposal"("source_id", "fingerprint");
CREATE INDEX "chart_proposal_clinic_id_patient_id_state_idx" ON "chart_proposal"("clinic_id", "patient_id", "state");
CREATE UNIQUE INDEX "chart_entry_replaces_id_key" ON "chart_entry"("replaces_id");
CREATE UNIQUE INDEX "chart_entry_proposal_id_key" ON "chart_entry"("proposal_id");
CREATE INDEX "chart_entry_clinic_id_patient_id_section_at_idx" ON "chart_entry"("clinic_id", "patient_id", "section", "at");
CREATE INDEX "chart_entry_clinic_id_patient_id_at_id_idx" ON "chart_entry"("clinic_id", "patient_id", "at", "id");
CREATE UNIQUE INDEX chart_entry_no_known_allergies ON chart_entry (clinic_id, patient_id) WHERE section = 'no_known_allergies' AND state = 'current';
-- The clinic has the patient.
ALTER TABLE "chart_proposal" ADD CONSTRAINT "chart_proposal_clinic_id_patient_id_fkey" FOREIGN KEY ("clinic_id", "patient_id") REFERENCES "patient_registration"("clinic_id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "chart_entry" ADD CONSTRAINT "chart_entry_clinic_id_patient_id_fkey" FOREIGN KEY ("clinic_id", "patient_id") REFERENCES "patient_registration"("clinic_id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "chart_entry" ADD CONSTRAINT "chart_entry_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "chart_entry"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "chart_entry" ADD CONSTRAINT "chart_entry_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "chart_proposal"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- An allergy ends what said that there are none, and nothing says so beside an allergy: under one lock, for those who write at once.
-- What replaces an entry, or came of a proposal, is of the same patient and section. AR424: somebody was quicker. AR426: there are allergies.
CREATE FUNCTION chart_entry_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.section IN ('allergy', 'no_known_allergies') THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('allergies ' || NEW.clinic_id || NEW.patient_id, 0));
    IF NEW.section = 'allergy' THEN
      UPDATE chart_entry e SET state = 'ended', closed_at = NEW.recorded_at, closed_by = NEW.recorded_by
      WHERE e.clinic_id = NEW.clinic_id AND e.patient_id = NEW.patient_id AND e.section = 'no_known_allergies' AND e.state = 'current';
    ELSIF EXISTS (SELECT FROM chart_entry e WHERE e.clinic_id = NEW.clinic_id AND e.patient_id = NEW.patient_id AND e.section = 'allergy' AND e.state = 'current') THEN
      RAISE EXCEPTION 'there are allergies' USING ERRCODE = 'AR426';
    END IF;
  END IF;
  IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT FROM chart_entry e WHERE e.id = NEW.replaces_id AND e.state = 'replaced'
      AND (e.clinic_id, e.patient_id, e.section) = (NEW.clinic_id, NEW.patient_id, NEW.section))
    OR NEW.proposal_id IS NOT NULL AND NOT EXISTS (SELECT FROM chart_proposal p WHERE p.id = NEW.proposal_id AND p.state = 'accepted'
      AND (p.clinic_id, p.patient_id, p.section) = (NEW.clinic_id, NEW.patient_id, NEW.section))
  THEN RAISE EXCEPTION 'not what it came of' USING ERRCODE = 'AR424'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER chart_entry_made BEFORE INSERT ON chart_entry FOR EACH ROW EXECUTE FUNCTION chart_entry_made();

-- What is on the chart stays as it was written, whoever asks; it is closed once, by whoever asks. The worker may put the same under another key.
CREATE FUNCTION chart_entry_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'anteroom_worker' AND to_jsonb(NEW) - '{content_sealed,closing_sealed}'::text[] = to_jsonb(OLD) - '{content_sealed,closing_sealed}'::text[]
  THEN RETURN NEW; END IF;
  IF TG_OP = 'DELETE' OR OLD.state <> 'current' OR NEW.state = 'current'
    OR to_jsonb(NEW) - '{state,closed_at,closed_by,closing_sealed}'::text[] <> to_jsonb(OLD) - '{state,closed_at,closed_by,closing_sealed}'::text[]
  THEN RAISE EXCEPTION 'what is on a chart stays' USING ERRCODE = 'AR424'; END IF;
  IF actor_kind() = 'account' AND NEW.closed_by <> actor_id() THEN RAISE EXCEPTION 'not in another''s name' USING ERRCODE = 'AR403'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER chart_entry_kept BEFORE UPDATE OR DELETE ON chart_entry FOR EACH ROW EXECUTE FUNCTION chart_entry_kept();
CREATE FUNCTION chart_proposal_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'anteroom_worker' AND to_jsonb(NEW) - 'content_sealed' = to_jsonb(OLD) - 'content_sealed' THEN RETURN NEW; END IF;
  IF TG_OP = 'DELETE' OR OLD.state <> 'pending' OR to_jsonb(NEW) - '{state,decided_at,decided_by}'::text[] <> to_jsonb(OLD) - '{state,decided_at,decided_by}'::text[]
  THEN RAISE EXCEPTION 'what was proposed is decided once' USING ERRCODE = 'AR425'; END IF;
  IF actor_kind() = 'account' AND NEW.decided_by <> actor_id() THEN RAISE EXCEPTION 'not in another''s name' USING ERRCODE = 'AR403'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER chart_proposal_once BEFORE UPDATE OR DELETE ON chart_proposal FOR EACH ROW EXECUTE FUNCTION chart_proposal_once();
CREATE FUNCTION chart_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what is on a chart stays' USING ERRCODE = 'AR424';
END $$;
CREATE TRIGGER chart_refuse_truncate BEFORE TRUNCATE ON chart_entry FOR EACH STATEMENT EXECUTE FUNCTION chart_refuse_truncate();
CREATE TRIGGER chart_refuse_truncate BEFORE TRUNCATE ON chart_proposal FOR EACH STATEMENT EXECUTE FUNCTION chart_refuse_truncate();

ALTER TABLE chart_entry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE chart_proposal ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON chart_entry TO anteroom_owner, anteroom_worker USING (actor_kind() = 'system') WITH CHECK (actor_kind() = 'system');
CREATE POLICY system ON chart_proposal TO anteroom_owner, anteroom_worker USING (actor_kind() = 'system') WITH CHECK (actor_kind() = 'system');
-- Clinicians, of those whom they treat (actor_treats): asked last, because it is asked for each row.
CREATE POLICY clinicians ON chart_entry FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[])
  AND (visibility = 'team' OR recorded_by = actor_id() OR (visibility = 'confidential' AND clinic_id = ANY ((SELECT actor_signing_clinics())::uuid[])))
  AND actor_treats(patient_id));
CREATE POLICY made ON chart_entry FOR INSERT TO anteroom_app WITH CHECK (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[])
  AND recorded_by = actor_id() AND state = 'current' AND actor_treats(patient_id));
CREATE POLICY closed ON chart_entry FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[])
  AND (visibility = 'team' OR recorded_by = actor_id() OR (visibility = 'confidential' AND clinic_id = ANY ((SELECT actor_signing_clinics())::uuid[])))
  AND actor_treats(patient_id));
CREATE POLICY clinicians ON chart_proposal FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[]) AND actor_treats(patient_id));
-- Patients propose of whom they act for, and whoever sends a form of that patient in this transaction. Nothing of it is shown back to them.
CREATE POLICY made ON chart_proposal FOR INSERT TO anteroom_app WITH CHECK (state = 'pending'
  AND (patient_id = ANY ((SELECT actor_patients_for('forms'))::uuid[]) OR (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[]) AND actor_treats(patient_id))
    OR submission_is_actors(source_id, clinic_id, patient_id)));
CREATE POLICY decided ON chart_proposal FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[]) AND actor_treats(patient_id));

GRANT SELECT, INSERT, UPDATE (state, closed_at, closed_by, closing_sealed) ON chart_entry TO anteroom_app;
GRANT SELECT, INSERT, UPDATE (state, decided_at, decided_by) ON chart_proposal TO anteroom_app;
-- What rotation seals anew (lib/vault/columns.ts).
GRANT SELECT (id, content_sealed, closing_sealed), UPDATE (content_sealed, closing_sealed) ON chart_entry TO anteroom_worker;
GRANT SELECT (id, content_sealed), UPDATE (content_sealed) ON chart_proposal TO anteroom_worker;
