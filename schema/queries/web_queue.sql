-- $1 OPD or NULL, $2 part of the name or NULL, $3 beginning of the NIP or NULL, $4 kind or NULL, $5 state or NULL, $6 only what is not
-- settled, $7 and $8 first and last day of the change or NULL; $9 time, $10 kind, $11 src_id behind which to go on ($9
-- NULL: from the newest); $12 how many. Records by their last change: time as key, time to show, kind, src_id, nip,
-- name, OPD, state, op, outcome, tries, due, message, SIASN id.
SELECT to_char(o.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), to_char(o.changed_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       o.kind, o.src_id, o.nip, coalesce(e.name, ''), coalesce(e.opd_name, ''), o.state, o.op, o.outcome, o.tries,
       to_char(o.due_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), o.message, l.siasn_id
FROM outbox AS o JOIN employee AS e USING (nip) LEFT JOIN link AS l ON l.kind = o.kind AND l.src_id = o.src_id
WHERE ($1::text IS NULL OR e.opd_id = $1)
  AND ($2::text IS NULL OR strpos(lower(e.name), lower($2)) > 0)
  AND ($3::text IS NULL OR o.nip >= $3 AND o.nip < $3 || ':')
  AND ($4::text IS NULL OR o.kind = $4)
  AND ($5::text IS NULL OR o.state = $5)
  AND (NOT $6::boolean OR o.state <> 'done')
  AND ($7::date IS NULL OR o.changed_at >= $7::date)
  AND ($8::date IS NULL OR o.changed_at < $8::date + 1)
  AND ($9::text IS NULL OR (o.changed_at, o.kind, o.src_id) < ($9::timestamp AT TIME ZONE 'UTC', $10, $11))
ORDER BY o.changed_at DESC, o.kind DESC, o.src_id DESC
LIMIT $12::integer;
