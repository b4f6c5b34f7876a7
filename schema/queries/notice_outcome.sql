-- $1 id, $2 sent, refused or later, $3 milliseconds until the next try (later), $4 the mail server's words
UPDATE notice
SET sent_at = CASE $2::text WHEN 'sent' THEN now() END, refused_at = CASE $2::text WHEN 'refused' THEN now() END,
    due_at = CASE $2::text WHEN 'later' THEN now() + $3::bigint * interval '1 ms' ELSE due_at END, message = $4
WHERE id = $1::bigint;
