-- Age in seconds of the oldest record on its way; 0 when there is none.
SELECT coalesce(round(extract(epoch FROM now() - min(changed_at)), 3), 0)
FROM outbox WHERE state IN ('ready', 'inflight', 'retry', 'doubt');
