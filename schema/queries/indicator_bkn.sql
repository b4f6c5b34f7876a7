-- $1 snapshot, $2 NIP or NULL: BKN's own score (nilai IP ASN) beside our verdict.
SELECT v.nip, v.verdict, v.reason, coalesce(i.row ->> 'year', ''), coalesce(i.row ->> 'qualification', ''), coalesce(i.row ->> 'competence', ''),
       coalesce(i.row ->> 'note', '')
FROM indicator_input AS i
JOIN indicator_verdict AS v ON v.snapshot = i.snapshot AND v.nip = i.nip
WHERE i.snapshot = $1 AND i.kind = 'ipasn' AND ($2::text IS NULL OR i.nip = $2)
ORDER BY v.nip
