-- A number of its own for a scan, above all marks given so far.
SELECT nextval('changed_key_mark');
