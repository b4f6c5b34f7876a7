-- $1 days in which everybody is read once (0: only persons somebody asked for). The next person to be read, for an
-- hour. Those asked for come one after the other; the others at a pace that spreads all persons over the days,
-- whoever asks first among the daemons.
WITH asked AS (
    SELECT nip FROM employee
    WHERE reconcile_asked AND reconcile_taken < now() - interval '1 hour'
    ORDER BY nip LIMIT 1 FOR UPDATE SKIP LOCKED
), persons AS (
    SELECT CASE WHEN n.counted < 20000 THEN n.counted
                ELSE GREATEST(n.counted, c.reltuples::bigint) END AS n
    FROM (SELECT count(*) AS counted FROM (SELECT FROM employee WHERE blocked IS NULL LIMIT 20000) AS few) AS n,
         pg_class AS c
    WHERE c.oid = 'employee'::regclass
), turn AS (
    UPDATE pace
    SET next_slot_at = now() + $1::int * interval '1 day' / GREATEST((SELECT n FROM persons), 1)
    WHERE name = 'reconcile' AND next_slot_at <= now() AND $1::int > 0
      AND NOT EXISTS (SELECT FROM asked)
    RETURNING name
), due AS (
    SELECT nip FROM employee
    WHERE blocked IS NULL AND reconciled_at < now() - $1::int * interval '1 day'
      AND reconcile_taken < now() - interval '1 hour' AND EXISTS (SELECT FROM turn)
    ORDER BY reconciled_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE employee AS e SET reconcile_taken = now()
FROM (SELECT nip FROM asked UNION ALL SELECT nip FROM due) AS x
WHERE e.nip = x.nip
RETURNING e.nip;
