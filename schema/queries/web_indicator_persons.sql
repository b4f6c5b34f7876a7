-- $1 snapshot, $2 dimension and $3 its value (or NULL), $4 verdict or NULL, $5 OPD the viewer is limited to or NULL,
-- $6 NIP behind which to go on or NULL, $7 how many. The persons counted there: nip, name, verdict, reason, class,
-- since, OPD, unit, strict, permissive.
SELECT v.nip, coalesce(e.name, ''), v.verdict, v.reason, v.class, v.tmt, coalesce(o.row ->> 'name', v.opd),
       coalesce(u.row ->> 'name', v.unor), v.strict, v.permissive
FROM indicator_verdict AS v
LEFT JOIN employee AS e ON e.nip = v.nip
LEFT JOIN indicator_input AS u ON u.snapshot = v.snapshot AND u.kind = 'unit' AND u.nip = '' AND u.src_id = v.unor
LEFT JOIN indicator_input AS o ON o.snapshot = v.snapshot AND o.kind = 'unit' AND o.nip = '' AND o.src_id = v.opd
WHERE v.snapshot = $1::integer
  AND ($2::text IS NULL OR $3::text = CASE $2 WHEN 'opd' THEN v.opd WHEN 'class' THEN v.class WHEN 'jenis' THEN v.jenis
       WHEN 'penugasan' THEN v.penugasan WHEN 'sex' THEN v.sex WHEN 'near_bup' THEN v.near_bup WHEN 'reason' THEN v.reason END)
  AND ($4::text IS NULL OR v.verdict = $4)
  AND ($5::text IS NULL OR e.opd_id = $5)
  AND ($6::text IS NULL OR v.nip > $6)
ORDER BY v.nip
LIMIT $7::integer;
