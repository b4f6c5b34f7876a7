-- $1 nip. What differs at SIASN or is missing there, and is neither on its way nor in quarantine, is
-- delivered again. Gives the records. The person is locked first, like everywhere.
WITH person AS MATERIALIZED (
    SELECT nip FROM employee WHERE nip = $1 FOR UPDATE
), again AS (
    UPDATE outbox AS o SET state = 'ready', due_at = now(), tries = 0
    FROM person AS p
    WHERE o.nip = p.nip AND o.state = 'done' AND o.op = 'upsert' AND NOT o.faulty
      AND EXISTS (SELECT FROM drift AS d
                  WHERE d.nip = o.nip AND d.kind = o.kind AND d.src_id = o.src_id
                    AND d.finding IN ('field', 'only_simpeg') AND d.reason IN ('', 'missing'))
    RETURNING o.kind, o.src_id
), due AS (
    UPDATE employee AS e SET due_at = LEAST(e.due_at, now())
    FROM person AS p WHERE e.nip = p.nip AND EXISTS (SELECT FROM again)
)
SELECT kind, src_id, pg_notify('siasn_due_' || current_schema(), '') FROM again ORDER BY kind, src_id;
