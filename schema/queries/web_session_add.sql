-- $1 session (hash), $2 user, $3 address, $4 browser. Sessions of the user that nobody has used for a day go.
WITH old AS (
    DELETE FROM web_session WHERE user_name = $2 AND seen_at < now() - interval '1 day'
)
INSERT INTO web_session (id, user_name, address, agent) VALUES ($1, $2, $3, left($4, 200));
