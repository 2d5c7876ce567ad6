DROP TABLE patient_file, file_upload;
DROP FUNCTION patient_file_limit(), patient_file_stays();
DROP TYPE file_kind;
