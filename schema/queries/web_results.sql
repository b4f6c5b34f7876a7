-- $1 snapshot. Whole numbers by dimension with the names of units, strict and permissive too: dimension, value,
-- name, pass, fail, unknown, excluded, pass strict, pass permissive.
SELECT r.dimension, r.value, coalesce(u.row ->> 'name', ''), r.pass, r.fail, r.unknown, r.excluded, r.pass_strict, r.pass_permissive
FROM indicator_result AS r
LEFT JOIN indicator_input AS u ON r.dimension = 'opd' AND u.snapshot = r.snapshot AND u.kind = 'unit' AND u.nip = '' AND u.src_id = r.value
WHERE r.snapshot = $1::integer
ORDER BY r.dimension, r.value;
