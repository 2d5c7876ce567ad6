ALTER POLICY clinicians ON note_addendum USING (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[]));
ALTER POLICY clinicians ON note USING (clinic_id = ANY ((SELECT actor_clinician_clinics())::uuid[])
  AND (state = 'signed' OR author_id = actor_id() OR (handed_over_at IS NOT NULL AND clinic_id = ANY ((SELECT actor_signing_clinics())::uuid[]))));
REVOKE SELECT ON audit_event, patient_registration FROM anteroom_gate;
DROP POLICY gate ON audit_event;
DROP POLICY gate ON patient_registration;
DROP FUNCTION emergency_to_tell(uuid), looks_of(uuid, date, int), looks_at(uuid, date, int);
DROP TABLE emergency_access;
DROP FUNCTION actor_treats(uuid);
