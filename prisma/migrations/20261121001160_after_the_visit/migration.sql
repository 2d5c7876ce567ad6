-- What comes of a signed note: words for the patient, released when the clinician says so, and a visit that is to follow.

CREATE TABLE "visit_summary" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "booking_id" UUID NOT NULL,
    "note_id" UUID NOT NULL,
    "text_sealed" TEXT NOT NULL,
    "released_by" UUID NOT NULL,
    "released_at" TIMESTAMPTZ(6) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(6),

    CONSTRAINT "visit_summary_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "follow_up" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "booking_id" UUID NOT NULL,
    "note_id" UUID NOT NULL,
    "due_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "closed_at" TIMESTAMPTZ(6),
    "closed_by" UUID,

    CONSTRAINT "follow_up_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "visit_summary_booking_id_idx" ON "visit_summary"("booking_id");
CREATE INDEX "visit_summary_note_id_idx" ON "visit_summary"("note_id");
CREATE UNIQUE INDEX "follow_up_note_id_key" ON "follow_up"("note_id");
CREATE INDEX "follow_up_clinic_id_due_on_idx" ON "follow_up"("clinic_id", "due_on");
CREATE INDEX "follow_up_patient_id_idx" ON "follow_up"("patient_id");
-- Of a note the patient has one summary at a time.
CREATE UNIQUE INDEX visit_summary_one ON visit_summary (note_id) WHERE withdrawn_at IS NULL;
ALTER TABLE "visit_summary" ADD CONSTRAINT "visit_summary_note_id_fkey" FOREIGN KEY ("note_id") REFERENCES "note"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "follow_up" ADD CONSTRAINT "follow_up_note_id_fkey" FOREIGN KEY ("note_id") REFERENCES "note"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "follow_up" ADD CONSTRAINT "follow_up_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "follow_up" ADD CONSTRAINT "follow_up_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE visit_summary ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE follow_up ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON visit_summary TO anteroom_owner, anteroom_worker USING (actor_kind() = 'system') WITH CHECK (actor_kind() = 'system');
CREATE POLICY system ON follow_up TO anteroom_owner, anteroom_worker USING (actor_kind() = 'system') WITH CHECK (actor_kind() = 'system');

-- A summary is the patient's while it is released; and whose who may read the note.
CREATE POLICY released ON visit_summary FOR SELECT TO anteroom_app USING ((withdrawn_at IS NULL AND patient_id = ANY ((SELECT actor_patients_for('results'))::uuid[]))
  OR EXISTS (SELECT FROM note n WHERE n.id = note_id));
CREATE POLICY made ON visit_summary FOR INSERT TO anteroom_app WITH CHECK (clinic_id = ANY ((SELECT actor_signing_clinics())::uuid[])
  AND released_by = actor_id() AND withdrawn_at IS NULL AND EXISTS (SELECT FROM note n WHERE n.id = note_id AND n.state = 'signed'
    AND n.clinic_id = visit_summary.clinic_id AND n.patient_id = visit_summary.patient_id AND n.booking_id = visit_summary.booking_id));
CREATE POLICY withdrawn ON visit_summary FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_signing_clinics())::uuid[]) AND withdrawn_at IS NULL)
  WITH CHECK (withdrawn_at IS NOT NULL);
-- A follow-up says when, and nothing of why: reception books it.
CREATE POLICY seen ON follow_up FOR SELECT TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[]) OR patient_id = ANY ((SELECT actor_patients())::uuid[]));
CREATE POLICY made ON follow_up FOR INSERT TO anteroom_app WITH CHECK (closed_at IS NULL AND EXISTS (SELECT FROM note n WHERE n.id = note_id AND n.signed_by = actor_id()
  AND n.clinic_id = follow_up.clinic_id AND n.patient_id = follow_up.patient_id AND n.booking_id = follow_up.booking_id));
CREATE POLICY closed ON follow_up FOR UPDATE TO anteroom_app USING (clinic_id = ANY ((SELECT actor_clinics())::uuid[])) WITH CHECK (closed_by = actor_id());

GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON visit_summary TO anteroom_app;
GRANT SELECT, INSERT, UPDATE (closed_at, closed_by) ON follow_up TO anteroom_app;
GRANT SELECT (id, text_sealed), UPDATE (text_sealed) ON visit_summary TO anteroom_worker;
