-- $1 month (first day). A month of the event log: its anchor, whether it is over, whether it is gone, and
-- where its part of the chain begins: the id before and that one's hash.
SELECT m.anchor, m.signature, m.public_key, h.period > m.month, m.dropped_at IS NOT NULL,
       coalesce(b.id, d.last_id, 0), encode(coalesce(b.hash, d.hash_after, sha256('siasn-sync')), 'hex'),
       m.last_id
FROM event_month AS m CROSS JOIN event_head AS h
LEFT JOIN LATERAL (SELECT id, hash FROM event_log WHERE period < m.month ORDER BY id DESC LIMIT 1) AS b ON true
LEFT JOIN LATERAL (SELECT last_id, hash_after FROM event_month AS o
                   WHERE o.month < m.month AND o.dropped_at IS NOT NULL ORDER BY o.month DESC LIMIT 1) AS d ON true
WHERE m.month = $1::date;
