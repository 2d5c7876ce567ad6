DROP TABLE staff_task, consent, form_submission, form_request, service_form, form_version, form, api_key;
DROP FUNCTION submission_progress(uuid[], uuid), submission_is_actors(uuid, uuid, uuid), link_born_on(date), key_may_import(uuid, uuid, uuid, uuid, uuid), key_subject(text, text, date), actor_key_clinic(), open_api_key(bytea), actor_known_booking(), forms_refuse_truncate(), consent_lock(),
  form_submission_lock(), form_version_lock();
DROP TYPE submission_state, submission_source, form_version_state, form_kind;
