-- $1 nip[], $2 kind[], $3 src_id[]: records that were just delivered.
DELETE FROM drift AS d USING unnest($1::text[], $2::text[], $3::text[]) AS x (nip, kind, src_id)
WHERE d.nip = x.nip AND d.kind = x.kind AND d.src_id = x.src_id;
