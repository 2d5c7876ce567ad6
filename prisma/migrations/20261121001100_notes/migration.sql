-- Notes of visits: drafts of their authors, signed by practitioners, then locked; and what is added to them afterwards.

CREATE TYPE "note_state" AS ENUM ('draft', 'signed');
CREATE TABLE "note" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "booking_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "state" "note_state" NOT NULL DEFAULT 'draft',
    "content_sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "saved_at" TIMESTAMPTZ(6) NOT NULL,
    "handed_over_at" TIMESTAMPTZ(6),
    "signed_by" UUID,
    "signed_at" TIMESTAMPTZ(6),
    "content_hash" BYTEA,

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "note_addendum" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "note_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "written_at" TIMESTAMPTZ(6) NOT NULL,
    "text_sealed" TEXT NOT NULL,
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "note_addendum_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "note_clinic_id_state_author_id_idx" ON "note"("clinic_id", "state", "author_id");
CREATE INDEX "note_patient_id_signed_at_idx" ON "note"("patient_id", "signed_at");
CREATE UNIQUE INDEX "note_booking_id_author_id_key" ON "note"("booking_id", "author_id");
CREATE INDEX "note_addendum_note_id_written_at_idx" ON "note_addendum"("note_id", "written_at");
ALTER TABLE "note" ADD CONSTRAINT "note_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "note" ADD CONSTRAINT "note_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "note_addendum" ADD CONSTRAINT "note_addendum_note_id_fkey" FOREIGN KEY ("note_id") REFERENCES "note"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "note" ADD CONSTRAINT note_signature CHECK (
  CASE state WHEN 'signed' THEN num_nonnulls(signed_by, signed_at, content_hash) = 3 ELSE num_nonnulls(signed_by, signed_at, content_hash) = 0 END);

-- When the password was last typed after signing in.
ALTER TABLE "session" ADD COLUMN "proved_at" TIMESTAMPTZ(6);
GRANT UPDATE (proved_at) ON session TO anteroom_app;

-- The clinic (one or none) in which whoever asks is a clinician, or one who signs, as of now. A nurse's notes are signed by somebody else,
-- whether or not the nurse has appointments of their own: `canSign` in lib/notes/rules.ts.
CREATE FUNCTION actor_clinician_clinics() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF actor_kind() IS DISTINCT FROM 'account' OR actor_clinic() IS NULL THEN RETURN '{}'; END IF;
  RETURN (SELECT coalesce(array_agg(m.clinic_id), '{}') FROM clinic_member m JOIN account c ON c.id = m.account_id
    WHERE m.account_id = actor_id() AND m.clinic_id = actor_clinic() AND m.ended_at IS NULL AND c.disabled_at IS NULL
      AND m.roles && ARRAY['nurse', 'practitioner']::staff_role[]);
END $$;
CREATE FUNCTION actor_signing_clinics() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF actor_kind() IS DISTINCT FROM 'account' OR actor_clinic() IS NULL THEN RETURN '{}'; END IF;
  RETURN (SELECT coalesce(array_agg(m.clinic_id), '{}') FROM clinic_member m JOIN account c ON c.id = m.account_id
    WHERE m.account_id = actor_id() AND m.clinic_id = actor_clinic() AND m.ended_at IS NULL AND c.disabled_at IS NULL
      AND 'practitioner' = ANY (m.roles) AND NOT 'nurse' = ANY (m.roles));
END $$;
GRANT CREATE ON SCHEMA public TO anteroom_gate;
DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['actor_clinician_clinics()', 'actor_signing_clinics()'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO anteroom_gate', f);
    SET LOCAL ROLE anteroom_gate;
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO anteroom_app, anteroom_worker, anteroom_owner', f);
    RESET ROLE;
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;

-- The lock. A signed note and an addendum never change, whoever asks; the one exception is the worker, which may put the same text under
-- another key: the hash stays, and `npm run notes:verify` holds the text to it. Until then a draft's words are its author's, and
-- a signature is of whoever asks. AR423: locked.
CREATE FUNCTION note_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'signed' THEN
    IF TG_OP = 'UPDATE' AND current_user = 'anteroom_worker' AND to_jsonb(NEW) - 'content_sealed' = to_jsonb(OLD) - 'content_sealed' THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a signed note does not change' USING ERRCODE = 'AR423';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF actor_kind() = 'account' AND (CASE NEW.state
    WHEN 'signed' THEN NEW.signed_by IS DISTINCT FROM actor_id() OR NOT NEW.clinic_id = ANY (actor_signing_clinics())
    ELSE OLD.author_id <> actor_id() AND NEW.content_sealed <> OLD.content_sealed END)
  THEN RAISE EXCEPTION 'not yours to write' USING ERRCODE = 'AR403'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER note_lock BEFORE UPDATE OR DELETE ON note FOR EACH ROW EXECUTE FUNCTION note_lock();
CREATE FUNCTION note_addendum_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'anteroom_worker' AND to_jsonb(NEW) - 'text_sealed' = to_jsonb(OLD) - 'text_sealed' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'an addendum does not change' USING ERRCODE = 'AR423';
END $$;
CREATE TRIGGER note_addendum_lock BEFORE UPDATE OR DELETE ON note_addendum FOR EACH ROW EXECUTE FUNCTION note_addendum_lock();
CREATE FUNCTION note_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'signed notes do not go' USING ERRCODE = 'AR423';
END $$;
CREATE TRIGGER note_refuse_truncate BEFORE TRUNCATE ON note FOR EACH STATEMENT EXECUTE FUNCTION note_refuse_truncate();
CREATE TRIGGER note_refuse_truncate BEFORE TRUNCATE ON note_addendum FOR EACH STATEMENT EXECUTE FUNCTION note_refuse_truncate();

-- Clinicians of the clinic: what is signed, one's own drafts, and to whoever signs what was handed over.
ALTER TABLE note ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE note_addendum ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON note TO anteroom_owner, anteroom_worker USING (actor_kind() = 'system') WITH CHECK (actor_kind() = 'system');
CREATE POLICY system ON note_addendum TO anteroom_owner, anteroom_worker USING (actor_kind() = 'system') WITH CHECK (actor_kind() = 'system');
CREATE POLICY clinicians ON note FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[])
  AND (state = 'signed' OR author_id = actor_id() OR (handed_over_at IS NOT NULL AND clinic_id = ANY ((SELECT actor_signing_clinics())::uuid[]))));
CREATE POLICY made ON note FOR INSERT TO anteroom_app WITH CHECK (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[])
  AND author_id = actor_id() AND state = 'draft' AND handed_over_at IS NULL
  AND EXISTS (SELECT FROM booking b WHERE b.id = booking_id AND b.clinic_id = note.clinic_id AND b.patient_id = note.patient_id));
-- What is signed is met by the trigger, which says no, and not by silence.
CREATE POLICY changed ON note FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[])
  AND (state = 'signed' OR author_id = actor_id() OR (handed_over_at IS NOT NULL AND clinic_id = ANY ((SELECT actor_signing_clinics())::uuid[]))))
  WITH CHECK (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[]));
CREATE POLICY clinicians ON note_addendum FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[]));
CREATE POLICY made ON note_addendum FOR INSERT TO anteroom_app WITH CHECK (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[])
  AND author_id = actor_id() AND EXISTS (SELECT FROM note n WHERE n.id = note_id AND n.clinic_id = note_addendum.clinic_id AND n.state = 'signed'));

GRANT SELECT, INSERT, UPDATE (version, state, content_sealed, saved_at, handed_over_at, signed_by, signed_at, content_hash) ON note TO anteroom_app;
GRANT SELECT, INSERT ON note_addendum TO anteroom_app;
-- What rotation seals anew (lib/vault/columns.ts).
GRANT SELECT (id, content_sealed), UPDATE (content_sealed) ON note TO anteroom_worker;
GRANT SELECT (id, text_sealed), UPDATE (text_sealed) ON note_addendum TO anteroom_worker;
