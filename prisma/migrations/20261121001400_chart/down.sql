DROP TABLE chart_entry, chart_proposal;
DROP FUNCTION chart_entry_made(), chart_entry_kept(), chart_proposal_once(), chart_refuse_truncate();
DROP TYPE chart_proposal_state, chart_entry_state, chart_visibility, chart_section;
REVOKE UPDATE (sex, pronouns) ON patient FROM anteroom_app;
ALTER TABLE patient DROP COLUMN pronouns, DROP COLUMN sex;
DROP TYPE patient_sex;
