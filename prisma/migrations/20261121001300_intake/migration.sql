-- Forms of a clinic in versions, what patients fill in, their consents, and what staff have to look at because of it.

CREATE TYPE "form_kind" AS ENUM ('mini_intake', 'full_intake', 'triage', 'consent', 'other');
CREATE TYPE "form_version_state" AS ENUM ('draft', 'published', 'retired');
CREATE TYPE "submission_source" AS ENUM ('internal', 'jotform', 'api');
CREATE TYPE "submission_state" AS ENUM ('draft', 'completed');

CREATE TABLE "form" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "kind" "form_kind" NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "form_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "form_version" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "form_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" "form_version_state" NOT NULL DEFAULT 'draft',
    "title" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "published_at" TIMESTAMPTZ(6),
    "retired_at" TIMESTAMPTZ(6),

    CONSTRAINT "form_version_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "form_version_times" CHECK ((state = 'draft') = (published_at IS NULL) AND (state = 'retired') = (retired_at IS NOT NULL))
);
CREATE TABLE "service_form" (
    "service_id" UUID NOT NULL,
    "form_id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "type" "visit_type",

    CONSTRAINT "service_form_pkey" PRIMARY KEY ("service_id","form_id")
);
CREATE TABLE "form_request" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "form_id" UUID NOT NULL,
    "booking_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(6),

    CONSTRAINT "form_request_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "form_submission" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "form_id" UUID NOT NULL,
    "form_version_id" UUID NOT NULL,
    "booking_id" UUID,
    "request_id" UUID,
    "source" "submission_source" NOT NULL DEFAULT 'internal',
    "external_id" TEXT,
    "state" "submission_state" NOT NULL DEFAULT 'draft',
    "answers_sealed" TEXT NOT NULL,
    "pages_done" INTEGER NOT NULL DEFAULT 0,
    "pages_asked" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "saved_at" TIMESTAMPTZ(6) NOT NULL,
    "completed_at" TIMESTAMPTZ(6),

    CONSTRAINT "form_submission_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "form_submission_completed" CHECK ((state = 'completed') = (completed_at IS NOT NULL)),
    -- Ours is asked for, by a booking or by staff; another system's has its name there.
    CONSTRAINT "form_submission_asked" CHECK (CASE source WHEN 'internal' THEN num_nonnulls(booking_id, request_id) > 0 AND external_id IS NULL ELSE external_id IS NOT NULL END)
);
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "submission_id" UUID NOT NULL,
    "form_version_id" UUID NOT NULL,
    "question_id" TEXT NOT NULL,
    "text_hash" BYTEA NOT NULL,
    "given_at" TIMESTAMPTZ(6) NOT NULL,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "given_by_name" TEXT NOT NULL,
    "relationship" TEXT,
    "withdrawn_at" TIMESTAMPTZ(6),

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "staff_task" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "patient_id" UUID NOT NULL,
    "booking_id" UUID,
    "submission_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "done_at" TIMESTAMPTZ(6),
    "done_by" UUID,

    CONSTRAINT "staff_task_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "staff_task_done" CHECK ((done_at IS NULL) = (done_by IS NULL))
);
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" TEXT[],
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "api_key_token_hash_key" ON "api_key"("token_hash");
CREATE INDEX "api_key_clinic_id_idx" ON "api_key"("clinic_id");
CREATE INDEX "form_clinic_id_idx" ON "form"("clinic_id");
CREATE UNIQUE INDEX "form_version_form_id_number_key" ON "form_version"("form_id", "number");
CREATE INDEX "service_form_form_id_idx" ON "service_form"("form_id");
CREATE INDEX "form_request_patient_id_idx" ON "form_request"("patient_id");
CREATE INDEX "form_request_booking_id_idx" ON "form_request"("booking_id");
CREATE INDEX "form_submission_patient_id_completed_at_idx" ON "form_submission"("patient_id", "completed_at");
CREATE UNIQUE INDEX "form_submission_clinic_id_source_external_id_key" ON "form_submission"("clinic_id", "source", "external_id");
CREATE INDEX "consent_patient_id_idx" ON "consent"("patient_id");
CREATE UNIQUE INDEX "consent_submission_id_question_id_key" ON "consent"("submission_id", "question_id");
CREATE INDEX "staff_task_clinic_id_done_at_idx" ON "staff_task"("clinic_id", "done_at");
-- One that is being written and one that is asked, of each form; one answer to each time it is asked.
CREATE UNIQUE INDEX "form_version_draft" ON "form_version"("form_id") WHERE state = 'draft';
CREATE UNIQUE INDEX "form_version_published" ON "form_version"("form_id") WHERE state = 'published';
CREATE UNIQUE INDEX "form_submission_of_booking" ON "form_submission"("booking_id", "form_id") WHERE source = 'internal' AND request_id IS NULL;
CREATE UNIQUE INDEX "form_submission_of_request" ON "form_submission"("request_id") WHERE source = 'internal';
CREATE UNIQUE INDEX "staff_task_once" ON "staff_task"("submission_id", "kind") WHERE done_at IS NULL;
CREATE UNIQUE INDEX "form_request_once" ON "form_request"("booking_id", "form_id") WHERE withdrawn_at IS NULL;
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "form" ADD CONSTRAINT "form_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "form_version" ADD CONSTRAINT "form_version_form_id_fkey" FOREIGN KEY ("form_id") REFERENCES "form"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "service_form" ADD CONSTRAINT "service_form_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "service_form" ADD CONSTRAINT "service_form_form_id_fkey" FOREIGN KEY ("form_id") REFERENCES "form"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "form_request" ADD CONSTRAINT "form_request_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "form_request" ADD CONSTRAINT "form_request_form_id_fkey" FOREIGN KEY ("form_id") REFERENCES "form"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "form_request" ADD CONSTRAINT "form_request_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_form_id_fkey" FOREIGN KEY ("form_id") REFERENCES "form"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_form_version_id_fkey" FOREIGN KEY ("form_version_id") REFERENCES "form_version"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "form_request"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "consent" ADD CONSTRAINT "consent_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "consent" ADD CONSTRAINT "consent_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "form_submission"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "consent" ADD CONSTRAINT "consent_form_version_id_fkey" FOREIGN KEY ("form_version_id") REFERENCES "form_version"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "staff_task" ADD CONSTRAINT "staff_task_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "staff_task" ADD CONSTRAINT "staff_task_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "staff_task" ADD CONSTRAINT "staff_task_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "form_submission"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- The locks. What patients were asked, what they answered and what they agreed to stays as it was, whoever asks. The one exception: the worker
-- may put the same answers under another key. AR430: locked.
CREATE FUNCTION form_version_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'draft' THEN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'retired'
    AND to_jsonb(NEW) - '{state,retired_at}'::text[] = to_jsonb(OLD) - '{state,retired_at}'::text[] THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a published version does not change' USING ERRCODE = 'AR430';
END $$;
CREATE TRIGGER form_version_lock BEFORE UPDATE OR DELETE ON form_version FOR EACH ROW EXECUTE FUNCTION form_version_lock();
CREATE FUNCTION form_submission_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'draft' THEN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;
  IF TG_OP = 'UPDATE' AND current_user = 'anteroom_worker' AND to_jsonb(NEW) - 'answers_sealed' = to_jsonb(OLD) - 'answers_sealed' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'what was sent does not change' USING ERRCODE = 'AR430';
END $$;
CREATE TRIGGER form_submission_lock BEFORE UPDATE OR DELETE ON form_submission FOR EACH ROW EXECUTE FUNCTION form_submission_lock();
CREATE FUNCTION consent_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND to_jsonb(NEW) - 'withdrawn_at' = to_jsonb(OLD) - 'withdrawn_at' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a consent is withdrawn, and nothing else' USING ERRCODE = 'AR430';
END $$;
CREATE TRIGGER consent_lock BEFORE UPDATE OR DELETE ON consent FOR EACH ROW EXECUTE FUNCTION consent_lock();
CREATE FUNCTION forms_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what patients sent does not go' USING ERRCODE = 'AR430';
END $$;
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON form_version FOR EACH STATEMENT EXECUTE FUNCTION forms_refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON form_submission FOR EACH STATEMENT EXECUTE FUNCTION forms_refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON consent FOR EACH STATEMENT EXECUTE FUNCTION forms_refuse_truncate();

-- The bearer of a manage link who has also said when the patient was born (`link:<booking>::known`): only they come near answers.
CREATE FUNCTION actor_known_booking() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN actor_kind() = 'link' AND actor_part(4) = 'known' THEN actor_id() END;

-- Whether that is the birth date of whom the booking of the link that asks is for. The portal counts how often it asks.
CREATE FUNCTION link_born_on(p_born date) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM booking b JOIN patient p ON p.id = b.patient_id WHERE actor_kind() = 'link' AND b.id = actor_id() AND p.date_of_birth = p_born)
$$;
-- Another system at work for a clinic (`key:<api key>`): its clinic while the key is good for forms; and whom it may name, by a number of ours
-- and the date of birth together, so that neither a typing mistake nor a guess puts answers into somebody else's record.
CREATE FUNCTION open_api_key(p_token_hash bytea) RETURNS TABLE (id uuid, clinic_id uuid, clinic_slug text, scopes text[])
  LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT k.id, k.clinic_id, c.slug, k.scopes FROM api_key k JOIN clinic c ON c.id = k.clinic_id WHERE k.token_hash = p_token_hash AND k.revoked_at IS NULL
$$;
CREATE FUNCTION actor_key_clinic() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF actor_kind() IS DISTINCT FROM 'key' THEN RETURN NULL; END IF;
  RETURN (SELECT k.clinic_id FROM api_key k WHERE k.id = actor_id() AND k.revoked_at IS NULL AND 'submissions' = ANY (k.scopes));
END $$;
CREATE FUNCTION key_subject(p_number text, p_reference text, p_born date) RETURNS TABLE (patient_id uuid, booking_id uuid)
  LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.id, CASE WHEN p_reference IS NOT NULL THEN b.id END FROM booking b JOIN patient p ON p.id = b.patient_id
  WHERE b.clinic_id = actor_key_clinic() AND p.date_of_birth = p_born AND p.deleted_at IS NULL
    AND num_nonnulls(p_number, p_reference) > 0 AND p.number = coalesce(p_number, p.number) AND b.reference = coalesce(p_reference, b.reference)
  LIMIT 1
$$;
CREATE FUNCTION key_may_import(p_clinic uuid, p_patient uuid, p_booking uuid, p_form uuid, p_version uuid) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN p_clinic = actor_key_clinic()
    AND EXISTS (SELECT FROM form_version v WHERE v.id = p_version AND v.form_id = p_form AND v.clinic_id = p_clinic AND v.state <> 'draft')
    AND EXISTS (SELECT FROM booking b WHERE b.id = coalesce(p_booking, b.id) AND b.clinic_id = p_clinic AND b.patient_id = p_patient);
END $$;
-- Whether a submission was made or completed by this very transaction, by one who may: then consents, tasks and proposals stand beside it.
CREATE FUNCTION submission_is_actors(p_submission uuid, p_clinic uuid, p_patient uuid) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM form_submission s WHERE s.id = p_submission AND s.clinic_id = p_clinic AND s.patient_id = p_patient
    AND s.state = 'completed' AND s.xmin = pg_current_xact_id()::xid
    AND (s.patient_id = ANY (actor_patients_for('forms')) OR s.booking_id = actor_known_booking() OR (s.source <> 'internal' AND s.clinic_id = actor_key_clinic()) OR actor_kind() = 'system'));
END $$;
-- How far the forms of bookings, or of a patient, are, for all staff of the clinic: no answer.
CREATE FUNCTION submission_progress(p_bookings uuid[], p_patient uuid)
  RETURNS TABLE (id uuid, form_id uuid, booking_id uuid, request_id uuid, title text, source submission_source, state submission_state,
    pages_done int, pages_asked int, saved_at timestamptz, completed_at timestamptz)
  LANGUAGE sql STABLE ROWS 10 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.id, s.form_id, s.booking_id, s.request_id, v.title, s.source, s.state, s.pages_done, s.pages_asked, s.saved_at, s.completed_at
  FROM form_submission s JOIN form_version v ON v.id = s.form_version_id
  WHERE s.clinic_id = ANY (actor_clinics()) AND (s.booking_id = ANY (p_bookings) OR s.patient_id = p_patient)
  ORDER BY s.started_at, s.id
$$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['form','form_version','service_form','form_request','form_submission','consent','staff_task','api_key'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system ON %I TO anteroom_owner, anteroom_worker USING (actor_kind() = ''system'') WITH CHECK (actor_kind() = ''system'')', t);
  END LOOP;
  -- What is asked is no secret; what is being written is the clinic's. Setting it up is its administrators'.
  FOREACH t IN ARRAY ARRAY['form','form_version','service_form'] LOOP
    EXECUTE format('CREATE POLICY catalogue ON %I FOR SELECT TO anteroom_app USING (%s actor_kind() IS NOT NULL AND (actor_clinic() IS NULL OR clinic_id = ANY ((SELECT actor_clinics())::uuid[])))',
      t, CASE t WHEN 'form_version' THEN '(state <> ''draft'' OR actor_clinic() IS NOT NULL) AND' ELSE '' END);
    EXECUTE format('CREATE POLICY set_up ON %I FOR INSERT TO anteroom_app WITH CHECK (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[]) %s)', t,
      CASE t WHEN 'form' THEN '' ELSE format('AND EXISTS (SELECT FROM form f WHERE f.id = %I.form_id AND f.clinic_id = %I.clinic_id)', t, t) END);
  END LOOP;
END $$;
CREATE POLICY changed ON form_version FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[])) WITH CHECK (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[]));
CREATE POLICY taken_away ON service_form FOR DELETE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[]));

CREATE POLICY own ON form_request FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[])
  OR patient_id = ANY ((SELECT actor_patients_for('forms'))::uuid[]) OR (actor_kind() = 'link' AND booking_id = actor_id()));
CREATE POLICY made ON form_request FOR INSERT TO anteroom_app WITH CHECK (clinic_id = ANY ((SELECT actor_clinics())::uuid[])
  AND EXISTS (SELECT FROM form f WHERE f.id = form_id AND f.clinic_id = form_request.clinic_id)
  AND EXISTS (SELECT FROM patient_registration r WHERE r.clinic_id = form_request.clinic_id AND r.patient_id = form_request.patient_id)
  AND (booking_id IS NULL OR EXISTS (SELECT FROM booking b WHERE b.id = booking_id AND b.clinic_id = form_request.clinic_id AND b.patient_id = form_request.patient_id)));
CREATE POLICY withdrawn ON form_request FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[])) WITH CHECK (clinic_id = ANY ((SELECT actor_clinics())::uuid[]));

-- Answers: of the patient, of who acts for them, of the known bearer of the booking's link; read by the clinic's clinicians who treat them.
CREATE POLICY own ON form_submission FOR SELECT TO anteroom_app USING ((clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[]) AND actor_treats(patient_id))
  OR patient_id = ANY ((SELECT actor_patients_for('forms'))::uuid[]) OR booking_id = actor_known_booking());
CREATE POLICY made ON form_submission FOR INSERT TO anteroom_app WITH CHECK (source = 'internal' AND state = 'draft'
  AND (patient_id = ANY ((SELECT actor_patients_for('forms'))::uuid[]) OR booking_id = actor_known_booking())
  AND EXISTS (SELECT FROM form_version v WHERE v.id = form_version_id AND v.form_id = form_submission.form_id AND v.clinic_id = form_submission.clinic_id AND v.state = 'published')
  AND (booking_id IS NULL OR EXISTS (SELECT FROM booking b WHERE b.id = booking_id AND b.clinic_id = form_submission.clinic_id AND b.patient_id = form_submission.patient_id))
  AND (request_id IS NULL OR EXISTS (SELECT FROM form_request r WHERE r.id = request_id AND r.clinic_id = form_submission.clinic_id AND r.patient_id = form_submission.patient_id
    AND r.form_id = form_submission.form_id AND r.withdrawn_at IS NULL AND r.booking_id IS NOT DISTINCT FROM form_submission.booking_id)));
CREATE POLICY saved ON form_submission FOR UPDATE TO anteroom_app USING (patient_id = ANY ((SELECT actor_patients_for('forms'))::uuid[]) OR booking_id = actor_known_booking())
  WITH CHECK (patient_id = ANY ((SELECT actor_patients_for('forms'))::uuid[]) OR booking_id = actor_known_booking());

-- What another system sent: a whole form, once; of what is there it sees its own.
CREATE POLICY imported ON form_submission FOR INSERT TO anteroom_app WITH CHECK (source <> 'internal' AND state = 'completed' AND request_id IS NULL
  AND key_may_import(clinic_id, patient_id, booking_id, form_id, form_version_id));
CREATE POLICY imports ON form_submission FOR SELECT TO anteroom_app USING (source <> 'internal' AND clinic_id = (SELECT actor_key_clinic()));
CREATE POLICY seen ON api_key FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[]));
CREATE POLICY set_up ON api_key FOR INSERT TO anteroom_app WITH CHECK (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[]));
CREATE POLICY ended ON api_key FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[])) WITH CHECK (clinic_id = ANY ((SELECT actor_admin_clinics())::uuid[]));

CREATE POLICY own ON consent FOR SELECT TO anteroom_app USING ((clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[]) AND actor_treats(patient_id))
  OR patient_id = ANY ((SELECT actor_patients_for('forms'))::uuid[]) OR EXISTS (SELECT FROM form_submission s WHERE s.id = submission_id AND s.booking_id = actor_known_booking()));
CREATE POLICY made ON consent FOR INSERT TO anteroom_app WITH CHECK (submission_is_actors(submission_id, clinic_id, patient_id) AND withdrawn_at IS NULL);
CREATE POLICY withdrawn ON consent FOR UPDATE TO anteroom_app
  USING (patient_id = ANY ((SELECT actor_patients_for('forms'))::uuid[]) OR EXISTS (SELECT FROM form_submission s WHERE s.id = submission_id AND s.booking_id = actor_known_booking()));

CREATE POLICY staff ON staff_task FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]));
CREATE POLICY made ON staff_task FOR INSERT TO anteroom_app WITH CHECK (done_at IS NULL AND (submission_is_actors(submission_id, clinic_id, patient_id)
  OR (kind = 'consent_withdrawn' AND actor_clinic() IS NULL AND EXISTS (SELECT FROM consent c WHERE c.submission_id = staff_task.submission_id
    AND c.clinic_id = staff_task.clinic_id AND c.patient_id = staff_task.patient_id AND c.withdrawn_at IS NOT NULL))));
CREATE POLICY done ON staff_task FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[]) AND actor_treats(patient_id))
  WITH CHECK (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[]) AND (done_by IS NULL OR done_by = actor_id()));

CREATE POLICY gate ON form_submission FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON form_version FOR SELECT TO anteroom_gate USING (true);
CREATE POLICY gate ON api_key FOR SELECT TO anteroom_gate USING (true);
GRANT CREATE ON SCHEMA public TO anteroom_gate;
DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['link_born_on(date)', 'submission_is_actors(uuid, uuid, uuid)', 'submission_progress(uuid[], uuid)', 'open_api_key(bytea)',
    'actor_key_clinic()', 'key_subject(text, text, date)', 'key_may_import(uuid, uuid, uuid, uuid, uuid)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO anteroom_gate', f);
    SET LOCAL ROLE anteroom_gate;
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO anteroom_app, anteroom_worker, anteroom_owner', f);
    RESET ROLE;
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;

GRANT SELECT, INSERT ON form, form_request, consent, staff_task TO anteroom_app;
GRANT SELECT, INSERT, UPDATE (state, title, definition, published_at, retired_at) ON form_version TO anteroom_app;
GRANT SELECT, INSERT, DELETE ON service_form TO anteroom_app;
GRANT UPDATE (withdrawn_at) ON form_request, consent TO anteroom_app;
GRANT SELECT, INSERT, UPDATE (state, answers_sealed, pages_done, pages_asked, saved_at, completed_at) ON form_submission TO anteroom_app;
GRANT UPDATE (done_at, done_by) ON staff_task TO anteroom_app;
GRANT SELECT, INSERT, UPDATE (revoked_at) ON api_key TO anteroom_app;
GRANT SELECT ON form_submission, form_version, api_key TO anteroom_gate;
-- What rotation seals anew (lib/vault/columns.ts).
GRANT SELECT (id, answers_sealed), UPDATE (answers_sealed) ON form_submission TO anteroom_worker;
