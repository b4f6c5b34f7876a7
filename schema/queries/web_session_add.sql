-- $1 session (hash), $2 user, $3 address, $4 browser. Of the user's other sessions the newest 19 of the last day stay.
WITH old AS (
    DELETE FROM web_session AS s
    WHERE s.user_name = $2
      AND (s.seen_at < now() - interval '1 day'
           OR s.id IN (SELECT id FROM web_session WHERE user_name = $2 ORDER BY seen_at DESC, id OFFSET 19))
)
INSERT INTO web_session (id, user_name, address, agent) VALUES ($1, $2, $3, left($4, 200));
