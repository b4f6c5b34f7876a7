-- $1 nip[], $2 fault code[] (NULL: nothing stops this person). Returns whose state has changed.
UPDATE employee AS e SET blocked = x.blocked
FROM unnest($1::text[], $2::text[]) AS x (nip, blocked)
WHERE e.nip = x.nip AND e.blocked IS DISTINCT FROM x.blocked
RETURNING e.nip;
