-- $1 nip. Beside claim_records: the first reason a record stands in quarantine for, and the day on which SIASN was
-- last known to hold our content.
SELECT o.kind, o.src_id,
       (SELECT q.code FROM quarantine AS q WHERE q.kind = o.kind AND q.src_id = o.src_id
        ORDER BY q.severity, q.code LIMIT 1),
       to_char(o.delivered_at, 'YYYY-MM-DD')
FROM outbox AS o
WHERE o.nip = $1;
