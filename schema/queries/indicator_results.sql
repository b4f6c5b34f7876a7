-- $1 snapshot: whole numbers by dimension, with the names of units.
SELECT r.dimension, r.value, coalesce(u.row ->> 'name', ''), r.pass, r.fail, r.unknown, r.excluded
FROM indicator_result AS r
LEFT JOIN indicator_input AS u ON r.dimension = 'opd' AND u.snapshot = r.snapshot AND u.kind = 'unit' AND u.nip = '' AND u.src_id = r.value
WHERE r.snapshot = $1 AND r.dimension <> 'total'
ORDER BY r.dimension, r.value
