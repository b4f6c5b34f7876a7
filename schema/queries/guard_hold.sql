-- $1 kind, $2 reason, $3 known, $4 changed, $5 gone
INSERT INTO guard (kind, held, reason, known, changed, gone, held_at)
VALUES ($1, true, $2, $3::bigint, $4::bigint, $5::bigint, now())
ON CONFLICT (kind) DO UPDATE
SET held_at = CASE WHEN guard.held THEN guard.held_at ELSE now() END, held = true,
    reason = EXCLUDED.reason, known = EXCLUDED.known, changed = EXCLUDED.changed,
    gone = EXCLUDED.gone;
