-- $1 name, $2 password as kept: set by somebody else, so it must be changed; sessions end.
WITH gone AS (
    DELETE FROM web_session WHERE user_name = $1
)
UPDATE web_user SET password = $2, password_at = now(), must_change = true WHERE name = $1 RETURNING name;
