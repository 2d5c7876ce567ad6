-- Words that stand ready for notes: a clinician's own, or the clinic's, which those who sign keep.

CREATE TABLE "note_template" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "account_id" UUID,
    "name" TEXT NOT NULL,
    "texts" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "archived_at" TIMESTAMPTZ(6),

    CONSTRAINT "note_template_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "note_template_clinic_id_account_id_idx" ON "note_template"("clinic_id", "account_id");

ALTER TABLE note_template ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON note_template TO anteroom_owner, anteroom_worker USING (actor_kind() = 'system') WITH CHECK (actor_kind() = 'system');
CREATE POLICY clinicians ON note_template FOR SELECT TO anteroom_app
  USING (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[]) AND (account_id IS NULL OR account_id = actor_id()));
CREATE POLICY made ON note_template FOR INSERT TO anteroom_app WITH CHECK (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[])
  AND (account_id = actor_id() OR (account_id IS NULL AND clinic_id = ANY ((SELECT actor_signing_clinics())::uuid[]))));
CREATE POLICY changed ON note_template FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[])
  AND (account_id = actor_id() OR (account_id IS NULL AND clinic_id = ANY ((SELECT actor_signing_clinics())::uuid[]))));
GRANT SELECT, INSERT, UPDATE (name, texts, archived_at) ON note_template TO anteroom_app;
