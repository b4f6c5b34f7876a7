-- $1 how long events are kept, in ms. The months of the event log, oldest first; due: it may be dropped.
SELECT to_char(month, 'YYYY-MM'), first_id, last_id, pg_total_relation_size(to_regclass(table_name)), exported_at, exported_by,
       dropped_at, dropped_by, document, encode(hash_after, 'hex'),
       dropped_at IS NULL AND month + interval '1 month' + $1::bigint * interval '1 ms' < now()
FROM event_month ORDER BY month;
