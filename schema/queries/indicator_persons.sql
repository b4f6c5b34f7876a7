-- $1 snapshot, $2 dimension and $3 its value (or both NULL): the persons counted there; a dimension
-- nobody knows gives no row.
SELECT v.nip, v.verdict, v.reason, v.class, v.tmt, coalesce(o.row ->> 'name', v.opd), coalesce(u.row ->> 'name', v.unor)
FROM indicator_verdict AS v
LEFT JOIN indicator_input AS u ON u.snapshot = v.snapshot AND u.kind = 'unit' AND u.nip = '' AND u.src_id = v.unor
LEFT JOIN indicator_input AS o ON o.snapshot = v.snapshot AND o.kind = 'unit' AND o.nip = '' AND o.src_id = v.opd
WHERE v.snapshot = $1
  AND ($2::text IS NULL OR $3::text = CASE $2 WHEN 'opd' THEN v.opd WHEN 'class' THEN v.class WHEN 'jenis' THEN v.jenis
       WHEN 'penugasan' THEN v.penugasan WHEN 'sex' THEN v.sex WHEN 'near_bup' THEN v.near_bup WHEN 'reason' THEN v.reason
       WHEN 'verdict' THEN v.verdict END)
ORDER BY array_position(ARRAY['fail', 'unknown', 'pass', 'excluded'], v.verdict), v.nip
