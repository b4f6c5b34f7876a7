-- $1 nip. What the last reading of SIASN found, and when it was.
SELECT d.kind, d.finding, d.src_id, d.siasn_id, d.field, d.simpeg, d.siasn, d.newer, d.reason,
       to_char(d.first_seen, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')
FROM drift AS d
WHERE d.nip = $1
ORDER BY d.kind, d.finding, d.src_id, d.siasn_id, d.field;
