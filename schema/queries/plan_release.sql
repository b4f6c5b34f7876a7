-- $1 kinds (array), $2 operator. Their first load may go: at once where it waits, else when it comes.
-- Kinds that were released or loaded before stay as they are and are not returned.
INSERT INTO guard (kind, first_released, released_by, released_at)
SELECT kind, true, $2, now() FROM unnest($1::text[]) AS kind
ON CONFLICT (kind) DO UPDATE
SET first_released = true, held = false, released_by = EXCLUDED.released_by, released_at = EXCLUDED.released_at
WHERE NOT guard.first_released AND NOT guard.loaded
RETURNING kind;
