DROP TRIGGER booking_whose_step ON booking;
DROP FUNCTION booking_whose_step(), kept_answer(text, text), rehash_password(uuid, text, text), open_link(bytea, text, timestamptz), sign_in_candidate(text, bytea), open_session(bytea, timestamptz, boolean);
DO $$
DECLARE p record;
BEGIN
  FOR p IN SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP POLICY %I ON %I', p.policyname, p.tablename);
  END LOOP;
  FOR p IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity LOOP
    EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY', p.relname);
  END LOOP;
END $$;
DROP FUNCTION patient_made_now(uuid), booking_is_actors(uuid, uuid), is_of_clinic(uuid, uuid, uuid, uuid), actor_is_staff(uuid), actor_acts_for(uuid), actor_clinics(), actor_admin_clinics(), actor_patients(), actor_patients_for(text), actor_clinic(), actor_id(), actor_kind(), actor_part(int);
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM anteroom_app, anteroom_worker, anteroom_reporting, anteroom_gate;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM anteroom_app, anteroom_worker;
ALTER TABLE rate_limit SET LOGGED;
