-- $1 kind[], $2 src_id[]. A key already waiting gets a new mark: it changed again.
INSERT INTO changed_key (kind, src_id)
SELECT DISTINCT * FROM unnest($1::text[], $2::text[])
ON CONFLICT (kind, src_id) DO UPDATE SET mark = nextval('changed_key_mark'), gone = false;
