-- Whether the state has been set up so far that it can hold rows.
SELECT to_regclass('source_row') IS NOT NULL AND to_regclass('outbox') IS NOT NULL;
