-- $1 NIP, $2 snapshot: the person's clauses; those of the rule that have no evidence do not apply.
SELECT c ->> 'id', coalesce(e.result, 'not_applicable'), coalesce(e.permissive, 'not_applicable'), coalesce(e.reason, ''), coalesce(e.found, ''),
       coalesce(e.required, ''), coalesce(e.record, ''), coalesce(e.src_id, ''), coalesce(e.siasn_id, ''), nullif(e.document, ''),
       c ->> 'title', c ->> 'basis'
FROM indicator_snapshot AS s
JOIN indicator_rule AS r ON r.sha256 = s.rule_sha256
CROSS JOIN LATERAL jsonb_array_elements(r.text::jsonb -> 'clauses') WITH ORDINALITY AS t (c, ord)
LEFT JOIN indicator_evidence AS e ON e.snapshot = s.id AND e.nip = $1 AND e.clause = c ->> 'id'
WHERE s.id = $2
ORDER BY t.ord
