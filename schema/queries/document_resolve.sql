-- $1 kind[], $2 view[], $3 type[]: which kinds take which documents. $4 doc_id[]. The record each
-- hangs on, where it is known already.
UPDATE document AS d SET kind = o.kind, nip = o.nip
FROM unnest($1::text[], $2::text[], $3::int[]) AS k (kind, view, type)
JOIN outbox AS o ON o.kind = k.kind
WHERE d.doc_id = ANY ($4::text[]) AND d.owner_view = k.view AND d.doc_type = k.type
  AND o.src_id = d.src_id AND (d.kind, d.nip) IS DISTINCT FROM (o.kind, o.nip)
  AND (d.kind IS NULL OR d.kind = o.kind);
