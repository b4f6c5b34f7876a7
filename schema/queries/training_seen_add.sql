-- $1 src_id[]
INSERT INTO pg_temp.training_seen SELECT DISTINCT unnest($1::text[]) ON CONFLICT DO NOTHING;
