-- $1 NIP, $2 snapshot: the person's frozen records, both sides.
SELECT kind, src_id, coalesce(row ->> 'siasn_id', ''), (row - 'siasn' - 'siasn_id')::text, coalesce(row ->> 'siasn', ''), digest
FROM indicator_input
WHERE snapshot = $2 AND nip = $1
ORDER BY kind, src_id
