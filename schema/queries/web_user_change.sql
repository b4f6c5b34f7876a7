-- $1 user, $2 new password as kept: chosen by the user.
UPDATE web_user SET password = $2, password_at = now(), must_change = false WHERE name = $1;
