DROP TABLE note_template;
