-- $1 kind, $2 scans a delete waits for, $3 whether those that have waited may go now, $4 when the scan began.
-- After a complete scan that the guard believed: rows that were gone before it and still are count one
-- more; one that this scan found to be gone has been counted when it was absorbed. Gives the deletes now due.
-- Persons are locked first, in one order, like everywhere. A person's own hold stays.
WITH gone AS (
    SELECT o.src_id, o.nip,
           EXISTS (SELECT FROM quarantine AS q
                   WHERE q.kind = o.kind AND q.src_id = o.src_id
                     AND q.code IN ('DELETE_OFF', 'DELETE_WAIT', 'DELETE_NO_ENDPOINT')) AS by_policy,
           o.gone_scans + (o.changed_at < $4::timestamptz)::int >= $2::int AS ripe
    FROM outbox AS o
    WHERE o.kind = $1 AND o.op = 'delete' AND (o.gone_scans < $2::int OR o.state = 'held')
      AND (o.changed_at < $4::timestamptz OR o.gone_scans >= $2::int)
), persons AS MATERIALIZED (
    SELECT e.nip FROM employee AS e WHERE e.nip IN (SELECT nip FROM gone) ORDER BY e.nip FOR UPDATE
), counted AS (
    UPDATE outbox AS o
    SET gone_scans = LEAST(o.gone_scans + (o.changed_at < $4::timestamptz)::int, $2::int),
        state = CASE WHEN o.state = 'held' AND g.by_policy AND $3::bool AND g.ripe
                     THEN 'ready' ELSE o.state END,
        due_at = CASE WHEN o.state = 'held' AND g.by_policy AND $3::bool AND g.ripe
                      THEN now() ELSE o.due_at END
    FROM gone AS g JOIN persons AS p ON p.nip = g.nip
    WHERE o.kind = $1 AND o.src_id = g.src_id AND o.op = 'delete'
    RETURNING o.src_id, o.nip, o.state, o.gone_scans
), due AS (
    UPDATE employee AS e SET due_at = LEAST(e.due_at, now())
    FROM (SELECT DISTINCT nip FROM counted WHERE state = 'ready') AS c WHERE e.nip = c.nip
), notes AS (
    UPDATE quarantine AS q
    SET code = 'DELETE_WAIT', value = c.gone_scans || '/' || $2, last_seen = now()
    FROM counted AS c
    WHERE q.kind = $1 AND q.src_id = c.src_id
      AND q.code IN ('DELETE_OFF', 'DELETE_WAIT', 'DELETE_NO_ENDPOINT')
)
SELECT src_id, nip FROM counted WHERE state = 'ready';
