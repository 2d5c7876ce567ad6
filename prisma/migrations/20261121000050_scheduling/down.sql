ALTER TABLE booking DROP COLUMN fee_waived_because, DROP COLUMN group_session_id, DROP COLUMN overbook_reason, DROP COLUMN request_expires_at,
  DROP COLUMN series_id, DROP COLUMN series_position;
ALTER TABLE calendar_claim DROP COLUMN external_calendar_id, DROP COLUMN group_session_id;
DROP TABLE proposal, rebooking, booking_series, group_session, calendar_feed, external_calendar, practitioner_travel, staff_invitation, service_need, resource;
ALTER TABLE availability_exception DROP COLUMN capacity, DROP COLUMN external_uid;
ALTER TABLE location DROP COLUMN active, DROP COLUMN cancel_notice_hours, DROP COLUMN late_cancel_fee_cents;
ALTER TABLE practitioner DROP COLUMN registration_body, DROP COLUMN registration_number, DROP COLUMN specialisations;
ALTER TABLE practitioner_service DROP COLUMN daily_cap, DROP COLUMN follow_up_minutes, DROP COLUMN follow_up_price_cents, DROP COLUMN initial_minutes, DROP COLUMN initial_price_cents;
ALTER TABLE service DROP COLUMN cancel_notice_hours, DROP COLUMN capacity, DROP COLUMN daily_cap, DROP COLUMN inside_notice, DROP COLUMN late_cancel_fee_cents,
  DROP COLUMN request_hours, DROP COLUMN requires_approval, DROP COLUMN requires_initial_first, DROP COLUMN upcoming_limit;
DROP TYPE proposal_state, inside_notice;
