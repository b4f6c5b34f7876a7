-- $1 OPD or NULL. What the first page needs to know: persons; rows of SIMPEG at the last scans (of one OPD: its
-- records); time and outcome of the newest settled record; state, reason and since of the service; daemons alive;
-- kinds whose mass change waits; differences at SIASN that nobody is at; oldest of the last scans.
SELECT (SELECT count(*) FROM employee WHERE $1::text IS NULL OR opd_id = $1),
       CASE WHEN $1::text IS NULL THEN (SELECT coalesce(sum(rows_seen), 0) FROM collect_run WHERE mode = 'scan')
            ELSE (SELECT count(*) FROM outbox WHERE nip IN (SELECT nip FROM employee WHERE opd_id = $1)) END,
       (SELECT to_char(changed_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') FROM outbox WHERE state = 'done' ORDER BY changed_at DESC LIMIT 1),
       (SELECT state FROM target WHERE name = 'siasn'),
       (SELECT reason FROM target WHERE name = 'siasn'),
       (SELECT to_char(since, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') FROM target WHERE name = 'siasn'),
       (SELECT count(*) FROM daemon WHERE ended_at IS NULL AND seen_at > now() - interval '60 seconds'),
       (SELECT count(*) FROM guard WHERE held),
       (SELECT count(DISTINCT (d.nip, d.kind, d.src_id)) FROM drift AS d
        WHERE d.finding = 'field' AND d.reason = '' AND ($1::text IS NULL OR d.nip IN (SELECT nip FROM employee WHERE opd_id = $1))),
       (SELECT to_char(min(finished_at), 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') FROM collect_run WHERE mode = 'scan');
