-- Setting up a clinic: invitations, and who may make an account, a clinic or a membership. Only the doors below make any of them; each asks
-- for the hash of a 256-bit secret, and none changes an account that is there (security.md F12).

ALTER TABLE staff_invitation
  ADD CONSTRAINT staff_invitation_email_shape CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:]]+$' AND email = lower(email)),
  ADD CONSTRAINT staff_invitation_roles CHECK (cardinality(roles) > 0);

-- What a row names is of its own clinic: nobody offers, claims or moves into what is another's.
CREATE POLICY of_clinic ON practitioner_service AS RESTRICTIVE FOR INSERT TO anteroom_app WITH CHECK (is_of_clinic(clinic_id, service_id, practitioner_id, NULL));
CREATE POLICY of_clinic ON resource AS RESTRICTIVE FOR INSERT TO anteroom_app WITH CHECK (is_of_clinic(clinic_id, NULL, NULL, location_id));
CREATE POLICY stays_of_clinic ON resource AS RESTRICTIVE FOR UPDATE TO anteroom_app USING (true) WITH CHECK (is_of_clinic(clinic_id, NULL, NULL, location_id));
CREATE POLICY of_clinic ON service_need AS RESTRICTIVE FOR INSERT TO anteroom_app WITH CHECK (is_of_clinic(clinic_id, service_id, NULL, NULL)
  AND NOT EXISTS (SELECT FROM unnest(resource_ids) one WHERE NOT EXISTS (SELECT FROM resource r WHERE r.id = one AND r.clinic_id = service_need.clinic_id)));
CREATE POLICY stays_of_clinic ON service_need AS RESTRICTIVE FOR UPDATE TO anteroom_app USING (true) WITH CHECK (
  NOT EXISTS (SELECT FROM unnest(resource_ids) one WHERE NOT EXISTS (SELECT FROM resource r WHERE r.id = one AND r.clinic_id = service_need.clinic_id)));
-- A practitioner's account is that of somebody who works there.
CREATE POLICY of_clinic ON practitioner AS RESTRICTIVE FOR INSERT TO anteroom_app WITH CHECK (account_id IS NULL
  OR EXISTS (SELECT FROM clinic_member m WHERE m.clinic_id = practitioner.clinic_id AND m.account_id = practitioner.account_id));
CREATE POLICY stays_of_clinic ON practitioner AS RESTRICTIVE FOR UPDATE TO anteroom_app USING (true) WITH CHECK (account_id IS NULL
  OR EXISTS (SELECT FROM clinic_member m WHERE m.clinic_id = practitioner.clinic_id AND m.account_id = practitioner.account_id));
-- Nobody is made a member who has not said yes: joining goes through the doors.
REVOKE INSERT ON clinic_member FROM anteroom_app;

CREATE POLICY gate ON staff_invitation TO anteroom_gate USING (true);
CREATE POLICY founded ON clinic FOR INSERT TO anteroom_gate WITH CHECK (true);
CREATE POLICY founded ON location FOR INSERT TO anteroom_gate WITH CHECK (true);
CREATE POLICY joined ON clinic_member FOR INSERT TO anteroom_gate WITH CHECK (true);
CREATE POLICY joined_again ON clinic_member FOR UPDATE TO anteroom_gate USING (true);
GRANT SELECT, UPDATE (accepted_at) ON staff_invitation TO anteroom_gate;
GRANT INSERT ON account, clinic, location, clinic_member TO anteroom_gate;
GRANT UPDATE (roles, ended_at) ON clinic_member TO anteroom_gate;
-- For the mail that invites.
GRANT SELECT ON staff_invitation TO anteroom_worker;

-- What the bearer of an invitation sees of it.
CREATE FUNCTION open_invitation(p_token_hash bytea, p_now timestamptz)
  RETURNS TABLE (invitation_id uuid, clinic_id uuid, clinic_name text, email text, name text, roles staff_role[], state text, has_account boolean)
  LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.id, i.clinic_id, c.name, i.email, i.name, i.roles,
    CASE WHEN i.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.expires_at <= p_now THEN 'expired' ELSE 'open' END,
    EXISTS (SELECT FROM account a WHERE a.email = i.email)
  FROM staff_invitation i LEFT JOIN clinic c ON c.id = i.clinic_id WHERE i.token_hash = p_token_hash
$$;

-- The invitation, still open, until the end of the transaction; its id is null where it is not.
CREATE FUNCTION hold_invitation(p_token_hash bytea, p_now timestamptz) RETURNS staff_invitation
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i FROM staff_invitation i WHERE token_hash = p_token_hash AND withdrawn_at IS NULL AND accepted_at IS NULL AND expires_at > p_now FOR UPDATE
$$;

-- Makes somebody a member with the roles of their invitation: anew, again after they had left, or with more roles than before.
CREATE FUNCTION take_up_invitation(i staff_invitation, p_account uuid, p_now timestamptz) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO clinic_member AS m (id, clinic_id, account_id, roles, created_at) VALUES (gen_random_uuid(), i.clinic_id, p_account, i.roles, p_now)
    ON CONFLICT (clinic_id, account_id) DO UPDATE SET ended_at = NULL,
      roles = CASE WHEN m.ended_at IS NOT NULL THEN EXCLUDED.roles ELSE ARRAY(SELECT DISTINCT unnest(m.roles || EXCLUDED.roles)) END;
  UPDATE staff_invitation SET accepted_at = p_now WHERE id = i.id;
$$;

-- The account of somebody invited who has none, and with it the membership, where there is a clinic yet. False: the invitation is not open,
-- or its email has an account, which stays as it is.
CREATE FUNCTION join_as_new(p_token_hash bytea, p_account uuid, p_name text, p_password_hash text, p_now timestamptz) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE i staff_invitation := hold_invitation(p_token_hash, p_now);
BEGIN
  IF i.id IS NULL THEN RETURN false; END IF;
  INSERT INTO account (id, email, name, password_hash, created_at) VALUES (p_account, i.email, p_name, p_password_hash, p_now) ON CONFLICT (email) DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;
  IF i.clinic_id IS NOT NULL THEN PERFORM take_up_invitation(i, p_account, p_now); END IF;
  RETURN true;
END $$;

-- The signed-in account takes up an invitation to its own email. Null: not open, not theirs, or one to found a clinic.
CREATE FUNCTION join_clinic(p_token_hash bytea, p_now timestamptz) RETURNS uuid
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE i staff_invitation := hold_invitation(p_token_hash, p_now);
BEGIN
  IF i.clinic_id IS NULL OR actor_kind() IS DISTINCT FROM 'account'
    OR NOT EXISTS (SELECT FROM account a WHERE a.id = actor_id() AND a.email = i.email AND a.disabled_at IS NULL) THEN RETURN NULL; END IF;
  PERFORM take_up_invitation(i, actor_id(), p_now);
  RETURN i.clinic_id;
END $$;

-- The signed-in account founds the clinic it was invited to found: the clinic, its first location, and itself as administrator. 'not_open': no
-- such invitation, or not theirs; 'slug_taken'; 'founded'.
CREATE FUNCTION found_clinic(p_token_hash bytea, p_now timestamptz, p_clinic clinic, p_location location) RETURNS text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE i staff_invitation := hold_invitation(p_token_hash, p_now);
BEGIN
  IF i.id IS NULL OR i.clinic_id IS NOT NULL OR actor_kind() IS DISTINCT FROM 'account'
    OR NOT EXISTS (SELECT FROM account a WHERE a.id = actor_id() AND a.email = i.email AND a.disabled_at IS NULL) THEN RETURN 'not_open'; END IF;
  INSERT INTO clinic (id, slug, name, time_zone, currency, phone, email, address, opening_hours, created_at)
    VALUES (p_clinic.id, p_clinic.slug, p_clinic.name, p_clinic.time_zone, p_clinic.currency, p_clinic.phone, p_clinic.email, p_clinic.address,
      p_clinic.opening_hours, p_now) ON CONFLICT (slug) DO NOTHING;
  IF NOT FOUND THEN RETURN 'slug_taken'; END IF;
  INSERT INTO location (id, clinic_id, name, kind, time_zone, address)
    VALUES (p_location.id, p_clinic.id, p_location.name, p_location.kind, p_clinic.time_zone, p_location.address);
  i.clinic_id := p_clinic.id;
  PERFORM take_up_invitation(i, actor_id(), p_now);
  RETURN 'founded';
END $$;

GRANT CREATE ON SCHEMA public TO anteroom_gate;
DO $$
DECLARE
  f text;
  -- Only the doors call these two.
  inner_ones text[] := ARRAY['hold_invitation(bytea, timestamptz)', 'take_up_invitation(staff_invitation, uuid, timestamptz)'];
  doors text[] := ARRAY['open_invitation(bytea, timestamptz)', 'join_as_new(bytea, uuid, text, text, timestamptz)',
    'join_clinic(bytea, timestamptz)', 'found_clinic(bytea, timestamptz, clinic, location)'];
BEGIN
  FOREACH f IN ARRAY inner_ones || doors LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO anteroom_gate', f);
  END LOOP;
  SET LOCAL ROLE anteroom_gate;
  FOREACH f IN ARRAY inner_ones || doors LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
  FOREACH f IN ARRAY doors LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO anteroom_app', f);
  END LOOP;
  RESET ROLE;
END $$;
REVOKE CREATE ON SCHEMA public FROM anteroom_gate;
