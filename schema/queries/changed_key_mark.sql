-- A number of its own for a scan, above all marks given so far, and when it begins.
SELECT nextval('changed_key_mark'), clock_timestamp();
