-- $1 kind[], $2 src_id[]. Deletes that SIASN has carried out, unless the row has come back.
WITH removed AS (
    DELETE FROM outbox AS o USING unnest($1::text[], $2::text[]) AS x (kind, src_id)
    WHERE o.kind = x.kind AND o.src_id = x.src_id AND o.op = 'delete' AND o.state = 'done'
)
DELETE FROM link AS l USING unnest($1::text[], $2::text[]) AS x (kind, src_id)
WHERE l.kind = x.kind AND l.src_id = x.src_id;
