-- $1 nip[]: claimed or released persons. A write that was under way with nobody left to hear of it
-- may or may not have been committed. Returns the records and documents now in doubt.
WITH documents AS (
    UPDATE document SET state = 'doubt', due_at = now(), looks = 0
    WHERE nip = ANY ($1::text[]) AND state = 'inflight'
    RETURNING nip, 'dokumen', doc_id
), records AS (
    UPDATE outbox SET state = 'doubt', due_at = now(), looks = 0
    WHERE nip = ANY ($1::text[]) AND state = 'inflight'
    RETURNING nip, kind, src_id
)
SELECT * FROM records UNION ALL SELECT * FROM documents;
