DROP FUNCTION found_clinic(bytea, timestamptz, clinic, location), join_clinic(bytea, timestamptz),
  join_as_new(bytea, uuid, text, text, timestamptz), take_up_invitation(staff_invitation, uuid, timestamptz),
  hold_invitation(bytea, timestamptz), open_invitation(bytea, timestamptz);
REVOKE SELECT ON staff_invitation FROM anteroom_worker;
REVOKE UPDATE (roles, ended_at) ON clinic_member FROM anteroom_gate;
REVOKE INSERT ON account, clinic, location, clinic_member FROM anteroom_gate;
REVOKE SELECT, UPDATE (accepted_at) ON staff_invitation FROM anteroom_gate;
DROP POLICY joined_again ON clinic_member;
DROP POLICY joined ON clinic_member;
DROP POLICY founded ON location;
DROP POLICY founded ON clinic;
DROP POLICY gate ON staff_invitation;
GRANT INSERT ON clinic_member TO anteroom_app;
DROP POLICY stays_of_clinic ON practitioner;
DROP POLICY of_clinic ON practitioner;
DROP POLICY stays_of_clinic ON service_need;
DROP POLICY of_clinic ON service_need;
DROP POLICY stays_of_clinic ON resource;
DROP POLICY of_clinic ON resource;
DROP POLICY of_clinic ON practitioner_service;
ALTER TABLE staff_invitation DROP CONSTRAINT staff_invitation_roles, DROP CONSTRAINT staff_invitation_email_shape;
