-- $1 snapshot, $2 seed, $3 how many: a random choice of the judged persons that anybody with the seed can
-- repeat: the persons in the order of SHA-256 of seed, snapshot hash and NIP.
SELECT v.nip, v.verdict, v.reason, coalesce(o.row ->> 'name', v.opd), coalesce(u.row ->> 'name', v.unor), v.class, v.tmt
FROM indicator_verdict AS v
JOIN indicator_snapshot AS s ON s.id = v.snapshot
LEFT JOIN indicator_input AS u ON u.snapshot = v.snapshot AND u.kind = 'unit' AND u.nip = '' AND u.src_id = v.unor
LEFT JOIN indicator_input AS o ON o.snapshot = v.snapshot AND o.kind = 'unit' AND o.nip = '' AND o.src_id = v.opd
WHERE v.snapshot = $1 AND v.verdict <> 'excluded'
ORDER BY sha256(convert_to(concat_ws(chr(31), $2::text, s.hash, v.nip), 'UTF8'))
LIMIT $3
