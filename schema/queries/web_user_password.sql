-- $1 user, who may log in: the kept password.
SELECT password FROM web_user WHERE name = $1 AND disabled_at IS NULL;
