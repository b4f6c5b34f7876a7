-- $1 kind[], $2 src_id[]. Keys a scan no longer found in the source.
INSERT INTO changed_key (kind, src_id, gone)
SELECT DISTINCT *, true FROM unnest($1::text[], $2::text[])
ON CONFLICT (kind, src_id) DO UPDATE SET mark = nextval('changed_key_mark'), gone = true;
