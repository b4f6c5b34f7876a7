-- $1 session (hash): it was just used.
UPDATE web_session SET seen_at = now() WHERE id = $1;
