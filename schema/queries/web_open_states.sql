-- $1 OPD or NULL. Records that are not settled, by state, and since when the oldest of each waits.
SELECT o.state, count(*), to_char(min(o.changed_at), 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')
FROM outbox AS o
WHERE o.state <> 'done' AND ($1::text IS NULL OR o.nip IN (SELECT nip FROM employee WHERE opd_id = $1))
GROUP BY o.state;
