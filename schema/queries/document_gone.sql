-- $1 doc_id[]. Documents the source no longer has; SIASN keeps what it was given (it has no delete for
-- documents). Returns the places they stood in.
WITH old AS (
    SELECT doc_id, owner_view, src_id, doc_type, state IN ('inflight', 'doubt') AS busy
    FROM document WHERE doc_id = ANY ($1::text[])
), marked AS (
    UPDATE document AS d SET gone = true FROM old WHERE d.doc_id = old.doc_id AND old.busy
), removed AS (
    DELETE FROM document AS d USING old WHERE d.doc_id = old.doc_id AND NOT old.busy
), notes AS (
    DELETE FROM quarantine AS q USING old WHERE q.kind = 'dokumen' AND q.src_id = old.doc_id
)
SELECT owner_view, src_id, doc_type FROM old;
