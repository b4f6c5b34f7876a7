-- $1 OPD or NULL, $2 part of the name or NULL, $3 beginning of the NIP or NULL, $4 NIP behind which to go on or NULL,
-- $5 how many. Persons by NIP: nip, name, OPD, what blocks the person, records, of them not settled, findings to
-- correct, last reading of SIASN.
SELECT e.nip, coalesce(e.name, ''), coalesce(e.opd_name, ''), coalesce(e.blocked, ''),
       (SELECT count(*) FROM outbox AS o WHERE o.nip = e.nip),
       (SELECT count(*) FROM outbox AS o WHERE o.nip = e.nip AND o.state <> 'done'),
       (SELECT count(*) FROM quarantine AS q WHERE q.nip = e.nip AND q.severity IN ('error', 'warning')),
       CASE WHEN e.reconciled_at > '-infinity' THEN to_char(e.reconciled_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') END
FROM employee AS e
WHERE ($1::text IS NULL OR e.opd_id = $1)
  AND ($2::text IS NULL OR strpos(lower(e.name), lower($2)) > 0)
  AND ($3::text IS NULL OR e.nip >= $3 AND e.nip < $3 || ':')
  AND ($4::text IS NULL OR e.nip > $4)
ORDER BY e.nip
LIMIT $5::integer;
