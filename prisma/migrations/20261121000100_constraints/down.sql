DROP TRIGGER booking_step ON booking;
DROP FUNCTION booking_step_guard(), booking_step_is_legal(booking_status, booking_status);
DELETE FROM deployment;
ALTER TABLE deployment DROP CONSTRAINT deployment_single;
ALTER TABLE patient_access DROP CONSTRAINT patient_access_range;
ALTER TABLE clinic DROP CONSTRAINT clinic_phone_e164, DROP CONSTRAINT clinic_email_shape, DROP CONSTRAINT clinic_slug_shape, DROP CONSTRAINT clinic_fee;
ALTER TABLE account DROP CONSTRAINT account_phone_e164, DROP CONSTRAINT account_email_shape;
ALTER TABLE patient DROP CONSTRAINT patient_phone_e164, DROP CONSTRAINT patient_email_shape, DROP CONSTRAINT patient_born;
ALTER TABLE service DROP CONSTRAINT service_minutes, DROP CONSTRAINT service_money, DROP CONSTRAINT service_ages;
ALTER TABLE availability_exception DROP CONSTRAINT availability_exception_range, DROP CONSTRAINT availability_exception_whose;
ALTER TABLE availability_rule DROP CONSTRAINT availability_rule_weekday, DROP CONSTRAINT availability_rule_range, DROP CONSTRAINT availability_rule_valid;
ALTER TABLE hold DROP CONSTRAINT hold_range;
ALTER TABLE booking DROP CONSTRAINT booking_patient_no_overlap, DROP CONSTRAINT booking_range, DROP CONSTRAINT booking_money,
  DROP CONSTRAINT booking_reference_shape, DROP CONSTRAINT booking_cancelled;
ALTER TABLE calendar_claim DROP CONSTRAINT calendar_claim_no_overlap, DROP CONSTRAINT calendar_claim_range, DROP CONSTRAINT calendar_claim_subject;
DROP EXTENSION btree_gist;
