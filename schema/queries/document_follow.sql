-- $1 kind, $2 view, $3 type[], $4 src_id[]: records that have just been read. Documents that waited
-- for one, or whose record has gone to another person, follow it. Where two kinds share a view, a
-- document stays with the one whose record is delivered.
UPDATE document AS d SET kind = $1, nip = o.nip
FROM outbox AS o
WHERE o.kind = $1 AND o.src_id = ANY ($4::text[])
  AND d.src_id = o.src_id AND d.owner_view = $2 AND d.doc_type = ANY ($3::int[])
  AND (d.kind, d.nip) IS DISTINCT FROM ($1, o.nip)
  AND (d.kind IS NULL OR d.kind = $1
       OR NOT EXISTS (SELECT FROM link AS l WHERE l.kind = d.kind AND l.src_id = d.src_id));
