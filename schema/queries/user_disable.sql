-- $1 name. Ends the sessions too; no row when there is no such user, or it is disabled already.
WITH gone AS (
    DELETE FROM web_session WHERE user_name = $1
)
UPDATE web_user SET disabled_at = now() WHERE name = $1 AND disabled_at IS NULL RETURNING name;
