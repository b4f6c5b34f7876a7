-- $1 nip. What SIASN alone knows of the person: the rows of kinds that are only read.
SELECT DISTINCT r.kind, r.row::text, to_char(r.seen_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')
FROM remote_row AS r JOIN outbox AS o ON o.kind = r.kind AND o.nip = r.nip AND o.outcome = 'read'
WHERE r.nip = $1
ORDER BY 1, 2;
