-- A poll begins.
TRUNCATE pg_temp.training_seen;
