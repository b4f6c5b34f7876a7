-- Template: the evidence of a snapshot, tab-separated.
SELECT nip, clause, result, permissive, reason, found, required, record, src_id, siasn_id, document
FROM indicator_evidence
WHERE snapshot = {snapshot}
ORDER BY nip, clause
