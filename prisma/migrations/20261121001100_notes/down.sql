DROP TABLE note_addendum, note;
DROP FUNCTION note_refuse_truncate(), note_addendum_lock(), note_lock(), actor_signing_clinics(), actor_clinician_clinics();
DROP TYPE note_state;
REVOKE UPDATE (proved_at) ON session FROM anteroom_app;
ALTER TABLE session DROP COLUMN proved_at;
