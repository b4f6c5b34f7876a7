-- $1 session (hash).
DELETE FROM web_session WHERE id = $1;
