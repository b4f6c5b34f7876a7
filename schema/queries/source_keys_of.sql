-- Template. $1 nip[]: the keys of these persons' rows.
SELECT r.src_id FROM {view} AS r WHERE r.nip = ANY ($1::text[]) AND r.src_id IS NOT NULL;
