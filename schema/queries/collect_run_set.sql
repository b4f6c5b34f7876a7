-- $1 kind, $2 mode, $3 rows seen, $4 changed, $5 gone, $6 milliseconds
INSERT INTO collect_run (kind, mode, rows_seen, changed, gone, took_ms)
VALUES ($1, $2, $3::bigint, $4::bigint, $5::bigint, $6::bigint)
ON CONFLICT (kind, mode) DO UPDATE
SET finished_at = now(), rows_seen = EXCLUDED.rows_seen, changed = EXCLUDED.changed,
    gone = EXCLUDED.gone, took_ms = EXCLUDED.took_ms;
