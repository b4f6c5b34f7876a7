-- $1 where the state lives, $2 where it lived before, as we read it (NULL: nowhere). One of several daemons
-- gets a row: how many seconds old the newest event is.
WITH moved AS (
    UPDATE cursor SET value = $1, updated_at = now() WHERE name = 'home' AND value = $2 RETURNING name
), first AS (
    INSERT INTO cursor (name, value) SELECT 'home', $1 WHERE $2::text IS NULL ON CONFLICT DO NOTHING
)
SELECT coalesce(extract(epoch FROM now() - (SELECT max(at) FROM event_log))::bigint, 0) FROM moved;
