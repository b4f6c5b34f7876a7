-- $1 kind, $2 scans a delete waits for, $3 when the scan began. How many deletes the scan that has just ended makes due, rows known of the
-- kind, and up to how many deletes an operator has released (NULL: nothing was held).
SELECT (SELECT count(*) FROM outbox AS o
        WHERE o.kind = $1 AND o.op = 'delete' AND o.state = 'held'
          AND o.gone_scans + (o.changed_at < $3::timestamptz)::int >= $2::int
          AND EXISTS (SELECT FROM quarantine AS q
                      WHERE q.kind = o.kind AND q.src_id = o.src_id
                        AND q.code IN ('DELETE_OFF', 'DELETE_WAIT', 'DELETE_NO_ENDPOINT'))),
       (SELECT count(*) FROM source_row WHERE kind = $1),
       (SELECT CASE WHEN held THEN 0 ELSE gone END FROM guard WHERE kind = 'delete:' || $1);
