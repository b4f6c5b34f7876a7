-- $1 kind, $2 scans a delete waits for, $3 when the scan began, $4 deletes at once that are always believed. How many
-- deletes the scan that has just ended makes due, rows known of the kind (counted only when it matters), and up
-- to how many deletes an operator has released (NULL: nothing was held).
WITH ripe AS (
    SELECT count(*) AS n FROM outbox AS o
    WHERE o.kind = $1 AND o.op = 'delete' AND o.state = 'held'
      AND o.gone_scans + (o.changed_at < $3::timestamptz)::int >= $2::int
      AND EXISTS (SELECT FROM quarantine AS q
                  WHERE q.kind = o.kind AND q.src_id = o.src_id
                    AND q.code IN ('DELETE_OFF', 'DELETE_WAIT', 'DELETE_NO_ENDPOINT'))
)
SELECT r.n,
       CASE WHEN r.n <= $4::bigint THEN 1
            ELSE (SELECT count(*) FROM source_row WHERE kind = $1) END,
       (SELECT CASE WHEN held THEN 0 ELSE gone END FROM guard WHERE kind = 'delete:' || $1)
FROM ripe AS r;
