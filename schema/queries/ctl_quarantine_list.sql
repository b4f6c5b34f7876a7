-- $1 OPD (id or part of the name), $2 code[], $3 kind, $4 nip, $5 exactly this OPD; each NULL: all. Reasons counted by
-- OPD and code, the most frequent first.
SELECT coalesce(e.opd_id, ''), coalesce(e.opd_name, ''), q.code, q.severity, count(*), count(DISTINCT q.nip),
       to_char(min(q.first_seen), 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       to_char(max(q.last_seen), 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')
FROM quarantine AS q JOIN employee AS e USING (nip)
WHERE ($1::text IS NULL OR e.opd_id = $1 OR strpos(lower(e.opd_name), lower($1)) > 0)
  AND ($2::text[] IS NULL OR q.code = ANY ($2))
  AND q.kind = coalesce($3, q.kind) AND q.nip = coalesce($4, q.nip)
  AND ($5::text IS NULL OR e.opd_id = $5)
GROUP BY 1, 2, q.code, q.severity
ORDER BY coalesce(e.opd_id, '') = '', 1, count(*) DESC, q.code;
