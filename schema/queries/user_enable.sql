-- $1 name. No row when there is no such user, or it is not disabled.
UPDATE web_user SET disabled_at = NULL WHERE name = $1 AND disabled_at IS NOT NULL RETURNING name;
