-- $1 snapshot, $2 NIP or NULL: fields in which SIMPEG and SIASN differ, of the records that made a
-- verdict: the person, the post, and what the clauses found. `clauses` says which.
WITH used AS (
    SELECT nip, 'person' AS kind, NULL AS src_id, 'population' AS clause FROM indicator_verdict WHERE snapshot = $1
    UNION ALL
    SELECT nip, 'post', post, 'population' FROM indicator_verdict WHERE snapshot = $1 AND post <> ''
    UNION ALL
    SELECT nip, record, src_id, clause FROM indicator_evidence WHERE snapshot = $1 AND record <> ''
)
SELECT i.nip, i.kind, i.src_id, coalesce(i.row ->> 'siasn_id', ''), f.key, coalesce(i.row ->> f.key, ''), coalesce(f.value, ''),
       string_agg(DISTINCT u.clause, ', ' ORDER BY u.clause)
FROM used AS u
JOIN indicator_input AS i ON i.snapshot = $1 AND i.nip = u.nip AND i.kind = u.kind AND (u.src_id IS NULL OR i.src_id = u.src_id)
CROSS JOIN LATERAL jsonb_each_text(i.row -> 'siasn') AS f
WHERE coalesce(i.row ->> f.key, '') <> coalesce(f.value, '') AND ($2::text IS NULL OR u.nip = $2)
GROUP BY 1, 2, 3, 4, 5, 6, 7
ORDER BY 1, 2, 3, 5
