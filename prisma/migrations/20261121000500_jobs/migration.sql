-- Follow-up work is a row written in the deed's own transaction: it can be neither lost nor a phantom. graphile-worker's tables belong to
-- the worker's role (it migrates them itself); everybody else has this one door, and may only name a job, a key and ids.
CREATE FUNCTION enqueue_job(p_task text, p_payload json, p_job_key text, p_run_at timestamptz) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF actor_kind() IS NULL THEN RAISE EXCEPTION 'nobody is asking' USING ERRCODE = 'AR403'; END IF;
  PERFORM graphile_worker.add_job(p_task, p_payload, run_at => p_run_at, job_key => p_job_key, max_attempts => 12);
END $$;
GRANT CREATE ON SCHEMA public TO anteroom_worker;
ALTER FUNCTION enqueue_job(text, json, text, timestamptz) OWNER TO anteroom_worker;
REVOKE CREATE ON SCHEMA public FROM anteroom_worker;
SET LOCAL ROLE anteroom_worker;
REVOKE ALL ON FUNCTION enqueue_job(text, json, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_job(text, json, text, timestamptz) TO anteroom_app, anteroom_worker, anteroom_owner;
RESET ROLE;
