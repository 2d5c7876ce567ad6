DROP POLICY gate ON service;
REVOKE SELECT ON service FROM anteroom_gate;
DROP FUNCTION claim_leave(uuid, timestamptz), release_time(uuid, uuid),
  claim_time(uuid, uuid, uuid, uuid, tstzrange, int, int, uuid, uuid, timestamptz, boolean, timestamptz), lock_resources(uuid[]),
  diary(uuid, uuid[], uuid, location_kind, timestamptz, timestamptz, timestamptz, uuid, uuid),
  shut_ranges(uuid, uuid, uuid, timestamptz, timestamptz),
  open_blocks(uuid, uuid[], uuid, location_kind, timestamptz, timestamptz), wall_ranges(date, int, int, text);
