-- $1 kind[], $2 view[], $3 type[]: which kinds take which documents. $4 doc_id[], $5 owner_view[],
-- $6 owner src_id[], $7 type[]: documents as the source has them now. The persons they hang on, and
-- those they hung on before (doc_id NULL): all are locked before anything is written.
SELECT x.doc_id, o.nip
FROM unnest($4::text[], $5::text[], $6::text[], $7::int[]) AS x (doc_id, view, src_id, type)
JOIN unnest($1::text[], $2::text[], $3::int[]) AS k (kind, view, type)
  ON k.view = x.view AND k.type = x.type
JOIN outbox AS o ON o.kind = k.kind AND o.src_id = x.src_id
UNION
SELECT NULL, d.nip FROM document AS d WHERE d.doc_id = ANY ($4::text[]) AND d.nip IS NOT NULL;
