-- $1 OPD (id or part of the name), $2 code[], $3 kind, $4 nip; each NULL: all. $5 opd_id, $6 nip, $7 kind,
-- $8 src_id, $9 code, $10 field: after this row ($5 NULL: from the beginning). $11 exactly this OPD (NULL: all), $12 how many.
SELECT coalesce(e.opd_id, ''), coalesce(e.opd_name, ''), q.nip, q.kind, q.src_id, q.code, q.severity, q.field, q.value,
       to_char(q.first_seen, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       to_char(q.last_seen, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), coalesce(e.name, '')
FROM quarantine AS q JOIN employee AS e USING (nip)
WHERE ($1::text IS NULL OR e.opd_id = $1 OR strpos(lower(e.opd_name), lower($1)) > 0)
  AND ($2::text[] IS NULL OR q.code = ANY ($2))
  AND q.kind = coalesce($3, q.kind) AND q.nip = coalesce($4, q.nip)
  AND ($11::text IS NULL OR e.opd_id = $11)
  AND ($5::text IS NULL OR (coalesce(e.opd_id, '') COLLATE "C", q.nip, q.kind, q.src_id, q.code COLLATE "C", q.field COLLATE "C")
                         > ($5 COLLATE "C", $6, $7, $8, $9 COLLATE "C", $10 COLLATE "C"))
ORDER BY coalesce(e.opd_id, '') COLLATE "C", q.nip, q.kind, q.src_id, q.code COLLATE "C", q.field COLLATE "C"
LIMIT $12::integer;
