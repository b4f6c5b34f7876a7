-- $1 kind[], $2 src_id[], $3 siasn_id[]: links about to be set. The record's own older link goes, and
-- a row that is gone from SIMPEG and held such a link gives it up: it has come back under another key.
WITH x AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS x (kind, src_id, siasn_id)
), old AS (
    SELECT l.kind, l.src_id, false AS taken_over
    FROM x JOIN link AS l ON l.kind = x.kind AND l.src_id = x.src_id
    WHERE l.siasn_id <> x.siasn_id
    UNION ALL
    SELECT l.kind, l.src_id, true
    FROM x
    JOIN link AS l ON l.kind = x.kind AND l.siasn_id = x.siasn_id AND l.src_id <> x.src_id
    JOIN outbox AS o ON o.kind = l.kind AND o.src_id = l.src_id
    WHERE o.op = 'delete' AND o.state NOT IN ('inflight', 'doubt')
), links AS (
    DELETE FROM link AS l USING old WHERE l.kind = old.kind AND l.src_id = old.src_id
), notes AS (
    DELETE FROM quarantine AS q USING old
    WHERE old.taken_over AND q.kind = old.kind AND q.src_id = old.src_id
)
DELETE FROM outbox AS o USING old
WHERE old.taken_over AND o.kind = old.kind AND o.src_id = old.src_id;
