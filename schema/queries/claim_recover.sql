-- $1 nip[]: claimed or released persons, $2 owner, $3 name of the event. A write that was under way with nobody
-- left to hear of it may or may not have been committed. How many records and documents are in doubt now, each with
-- an event; no row when none is.
WITH documents AS (
    UPDATE document SET state = 'doubt', due_at = now(), looks = 0
    WHERE nip = ANY ($1::text[]) AND state = 'inflight'
    RETURNING nip, 'dokumen' AS kind, doc_id AS src_id
), records AS (
    UPDATE outbox SET state = 'doubt', due_at = now(), looks = 0
    WHERE nip = ANY ($1::text[]) AND state = 'inflight'
    RETURNING nip, kind, src_id
), doubt AS (
    SELECT * FROM records UNION ALL SELECT * FROM documents
)
SELECT event_append($2, array_agg($3::text), array_agg(nip), array_agg(kind), array_agg(src_id), array_agg('{}'::text))
FROM doubt HAVING count(*) > 0;
