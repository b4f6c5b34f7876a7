-- What stands in quarantine today, by OPD and code: the last survey of a day counts.
WITH counted AS (
    SELECT coalesce(e.opd_id, '') AS opd_id, q.code, count(*) AS rows, count(DISTINCT q.nip) AS persons
    FROM quarantine AS q LEFT JOIN employee AS e USING (nip)
    WHERE q.severity IN ('error', 'warning')
    GROUP BY 1, 2
    UNION ALL -- what an earlier survey of the day had and this one has not
    SELECT opd_id, code, 0, 0 FROM quarantine_day WHERE day = current_date
)
INSERT INTO quarantine_day (day, opd_id, code, rows, persons)
SELECT current_date, opd_id, code, sum(rows), sum(persons) FROM counted GROUP BY opd_id, code
ON CONFLICT (day, opd_id, code) DO UPDATE SET rows = EXCLUDED.rows, persons = EXCLUDED.persons;
