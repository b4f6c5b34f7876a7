-- Age in seconds of the oldest record on its way (NULL: none), the same in words, seconds since the
-- last delivery, the same in words, persons, persons due, changed keys not yet fetched, commands owed.
SELECT extract(epoch FROM now() - o.oldest)::bigint, date_trunc('second', now() - o.oldest)::text,
       extract(epoch FROM now() - o.newest)::bigint, date_trunc('second', now() - o.newest)::text,
       (SELECT count(*) FROM employee), (SELECT count(*) FROM employee WHERE due_at <= now()),
       (SELECT count(*) FROM changed_key), (SELECT count(*) FROM followup)
FROM (SELECT min(changed_at) FILTER (WHERE state IN ('ready', 'inflight', 'retry', 'doubt')) AS oldest,
             max(delivered_at) AS newest
      FROM outbox) AS o;
