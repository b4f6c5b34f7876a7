-- $1 NIP, $2 snapshot or NULL: verdicts of the person in that snapshot, or in the newest of each indicator.
SELECT s.id, s.indicator, s.as_of, r.version, v.verdict, v.strict, v.permissive, v.reason, v.class, v.jenis, v.penugasan, v.tmt, v.post,
       v.unor, coalesce(u.row ->> 'name', ''), v.opd, coalesce(o.row ->> 'name', ''), v.near_bup
FROM (SELECT DISTINCT ON (indicator) * FROM indicator_snapshot WHERE $2::integer IS NULL OR id = $2 ORDER BY indicator, id DESC) AS s
JOIN indicator_rule AS r ON r.sha256 = s.rule_sha256
JOIN indicator_verdict AS v ON v.snapshot = s.id AND v.nip = $1
LEFT JOIN indicator_input AS u ON u.snapshot = s.id AND u.kind = 'unit' AND u.nip = '' AND u.src_id = v.unor
LEFT JOIN indicator_input AS o ON o.snapshot = s.id AND o.kind = 'unit' AND o.nip = '' AND o.src_id = v.opd
ORDER BY s.indicator
