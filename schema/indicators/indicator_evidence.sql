-- $1 snapshot: what the working table has becomes evidence.
INSERT INTO indicator_evidence (snapshot, nip, clause, result, permissive, reason, found, required, record, src_id, siasn_id, document)
SELECT $1::integer, nip, clause, CASE result WHEN 3 THEN 'pass' WHEN 2 THEN 'unknown' ELSE 'fail' END,
       CASE permissive WHEN 3 THEN 'pass' WHEN 2 THEN 'unknown' ELSE 'fail' END,
       reason, found, required, record, src_id, siasn_id, document
FROM work_evidence
ORDER BY nip, clause
