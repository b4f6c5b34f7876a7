-- The first id at which the event log's chain is broken (NULL: whole), the newest id, its hash, months dropped.
SELECT event_log_verify(), id, encode(hash, 'hex'), (SELECT count(*) FROM event_month WHERE dropped_at IS NOT NULL)
FROM event_head;
