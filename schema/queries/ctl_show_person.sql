-- $1 nip. The person: id at SIASN, what blocks all records, when due, who works on it, when read back.
SELECT pns_id, blocked, to_char(due_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       CASE WHEN lease_until > now() THEN lease_owner END,
       CASE WHEN reconciled_at > '-infinity'
            THEN to_char(reconciled_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') END
FROM employee WHERE nip = $1;
