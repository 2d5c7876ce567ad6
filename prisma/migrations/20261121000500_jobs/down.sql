DROP FUNCTION enqueue_job(text, json, text, timestamptz);
