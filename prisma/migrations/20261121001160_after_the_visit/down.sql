DROP TABLE follow_up, visit_summary;
