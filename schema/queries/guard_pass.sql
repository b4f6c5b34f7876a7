-- $1 kind, $2 mark. Within the limits: what waits up to this mark is not judged again.
INSERT INTO guard (kind, released_mark) VALUES ($1, $2::bigint)
ON CONFLICT (kind) DO UPDATE SET held = false, released_mark = EXCLUDED.released_mark;
