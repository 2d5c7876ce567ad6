DROP FUNCTION take_up_acting(bytea, date, uuid, text, text, uuid, timestamptz), open_acting(bytea, timestamptz), end_acting(uuid, timestamptz), who_acts_for(uuid), actor_keeps_acting(uuid);
REVOKE UPDATE (provisional) ON patient FROM anteroom_gate;
REVOKE INSERT, UPDATE (relationship, scopes, from_at, until_at) ON patient_access FROM anteroom_gate;
DROP POLICY gate ON patient;
CREATE POLICY gate ON patient FOR SELECT TO anteroom_gate USING (true);
DROP POLICY gate ON patient_access;
CREATE POLICY gate ON patient_access FOR SELECT TO anteroom_gate USING (true);
DROP TABLE acting_invitation;
ALTER TABLE patient_access DROP CONSTRAINT patient_access_scopes, DROP CONSTRAINT patient_access_relationship;
