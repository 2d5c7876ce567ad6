DROP FUNCTION release_leave(uuid), bookings_outside(uuid, uuid[], timestamptz, timestamptz);
ALTER TABLE practitioner_travel DROP CONSTRAINT practitioner_travel_one_place;
