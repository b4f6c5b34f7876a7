-- $1 user, $2 session (hash) that stays; NULL: none stays.
DELETE FROM web_session WHERE user_name = $1 AND id IS DISTINCT FROM $2;
