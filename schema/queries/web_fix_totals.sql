-- $1 OPD or NULL. Findings by severity: rows and persons.
SELECT q.severity, count(*), count(DISTINCT q.nip)
FROM quarantine AS q
WHERE $1::text IS NULL OR q.nip IN (SELECT nip FROM employee WHERE opd_id = $1)
GROUP BY q.severity;
