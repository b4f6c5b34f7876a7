-- $1 nip. Why records of the person stand in quarantine.
SELECT kind, src_id, code, severity, field, value,
       to_char(first_seen, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')
FROM quarantine WHERE nip = $1
ORDER BY kind, src_id, severity, code, field;
