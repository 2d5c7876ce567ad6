DROP TABLE session, known_device, rate_limit, deployment, audit_event, audit_chain, availability_rule, availability_exception, calendar_claim, hold, booking, booking_event, booking_link, idempotency_key, clinic, location, clinic_member, practitioner, service, practitioner_service, outbox_message, demo_mail, account, patient, patient_access, patient_registration;
DROP TYPE exception_kind, resource_kind, claim_kind, booking_status, booking_source, visit_type, location_kind, mode, staff_role, outbox_state;
DROP FUNCTION readable_number(text, bigint);
DROP SEQUENCE patient_number, practitioner_number;
