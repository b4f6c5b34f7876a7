-- $1 name, $2 version, $3 'start', 'end' or ''
INSERT INTO daemon (name, version) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE
SET version = EXCLUDED.version, seen_at = now(),
    started_at = CASE WHEN $3 = 'start' THEN now() ELSE daemon.started_at END,
    ended_at = CASE WHEN $3 = 'end' THEN now() END;
