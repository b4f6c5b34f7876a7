-- $1 kind[], $2 src_id[], $3 siasn_id[]: links about to be set. The record's own older link goes, and
-- a row that is gone from SIMPEG and held such a link gives it up: it has come back under another key.
WITH old AS (
    DELETE FROM link AS l USING unnest($1::text[], $2::text[], $3::text[]) AS x (kind, src_id, siasn_id)
    WHERE l.kind = x.kind
      AND (l.src_id = x.src_id AND l.siasn_id <> x.siasn_id
           OR l.siasn_id = x.siasn_id AND l.src_id <> x.src_id
              AND EXISTS (SELECT FROM outbox AS o
                          WHERE o.kind = l.kind AND o.src_id = l.src_id AND o.op = 'delete'
                            AND o.state NOT IN ('inflight', 'doubt')))
    RETURNING l.kind, l.src_id, l.src_id <> x.src_id AS taken_over
), notes AS (
    DELETE FROM quarantine AS q USING old
    WHERE old.taken_over AND (q.kind, q.src_id) = (old.kind, old.src_id)
)
DELETE FROM outbox AS o USING old
WHERE old.taken_over AND (o.kind, o.src_id) = (old.kind, old.src_id);
