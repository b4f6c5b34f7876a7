-- Records under way, records held on purpose, and how old the oldest under way is.
SELECT count(*) FILTER (WHERE state <> 'held'), count(*) FILTER (WHERE state = 'held'),
       coalesce(date_trunc('minute', now() - min(changed_at) FILTER (WHERE state <> 'held'))::text, '')
FROM outbox WHERE state IN ('ready', 'inflight', 'retry', 'doubt', 'held');
