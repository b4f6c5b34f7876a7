-- $1 snapshot, $2 the same evaluated again: the first evidence that differ.
SELECT DISTINCT nip || ' ' || clause AS who
FROM ((SELECT nip, clause, result, permissive, reason, found, required, record, src_id, siasn_id, document
       FROM indicator_evidence WHERE snapshot = $1
       EXCEPT
       SELECT nip, clause, result, permissive, reason, found, required, record, src_id, siasn_id, document
       FROM indicator_evidence WHERE snapshot = $2)
      UNION ALL
      (SELECT nip, clause, result, permissive, reason, found, required, record, src_id, siasn_id, document
       FROM indicator_evidence WHERE snapshot = $2
       EXCEPT
       SELECT nip, clause, result, permissive, reason, found, required, record, src_id, siasn_id, document
       FROM indicator_evidence WHERE snapshot = $1)) AS d
ORDER BY who
LIMIT 5
