-- $1 list, $2 rows, $3 hash, $4 changed (bool): a pull that was taken.
INSERT INTO reference_list AS l (list, pulled_at, changed_at, rows, hash)
VALUES ($1, now(), now(), $2::bigint, $3)
ON CONFLICT (list) DO UPDATE
SET pulled_at = now(), tried_at = now(), rows = EXCLUDED.rows, hash = EXCLUDED.hash, problem = '',
    changed_at = CASE WHEN $4::bool OR l.changed_at IS NULL THEN now() ELSE l.changed_at END;
