-- Milliseconds until somebody is due (NULL: nobody), and how many records and documents stand in each
-- state that is not final.
SELECT (SELECT (extract(epoch FROM min(GREATEST(due_at, lease_until)) - now()) * 1000)::bigint
        FROM employee WHERE due_at IS NOT NULL),
       (SELECT count(*) FROM outbox WHERE state = 'doubt')
           + (SELECT count(*) FROM document WHERE state = 'doubt'),
       (SELECT count(*) FROM outbox WHERE state IN ('ready', 'retry', 'inflight')),
       (SELECT count(*) FROM changed_key);
