-- $1 hash, $2 name, $3 size. Notes the file; true when its content has been read before.
INSERT INTO training_file AS f (hash, name, size) VALUES ($1, $2, $3::bigint)
ON CONFLICT (hash) DO UPDATE SET name = EXCLUDED.name
RETURNING f.read_at IS NOT NULL;
