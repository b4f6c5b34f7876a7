-- $1 OPD or NULL, $2 part of the name or NULL, $3 beginning of the NIP or NULL, $4 kind or NULL, $5 event or NULL, $6 and $7 first and last
-- day or NULL; $8 id behind which to go on (NULL: from the newest); $9 how many. Events: id, at, what, kind, src_id,
-- nip, name, OPD, detail, actor.
SELECT v.id, to_char(v.at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), v.what, v.kind, v.src_id, v.nip, coalesce(e.name, ''),
       coalesce(e.opd_name, ''), v.detail, v.actor
FROM event_log AS v LEFT JOIN employee AS e USING (nip)
WHERE ($1::text IS NULL OR e.opd_id = $1)
  AND ($2::text IS NULL OR strpos(lower(e.name), lower($2)) > 0)
  AND ($3::text IS NULL OR v.nip >= $3 AND v.nip < $3 || ':' AND v.nip <> '')
  AND ($4::text IS NULL OR v.kind = $4)
  AND ($5::text IS NULL OR v.what = $5)
  -- the log is in the order of time: the first event of a day bounds the ids
  AND ($6::date IS NULL OR v.id >= (SELECT coalesce(min(f.id), 0) FROM (SELECT id FROM event_log WHERE at >= $6::date ORDER BY at, id LIMIT 1) AS f))
  AND ($6::date IS NULL OR v.at >= $6::date)
  AND ($7::date IS NULL OR v.at < $7::date + 1)
  AND ($8::bigint IS NULL OR v.id < $8::bigint)
ORDER BY v.id DESC
LIMIT $9::integer;
