-- $1 id, $2 approved or rejected, $3 by: an open proposal is decided, by another person.
UPDATE indicator_review SET state = $2, decided_by = $3, decided_at = now()
WHERE id = $1 AND state = 'proposed'
RETURNING source || ':' || src_id
