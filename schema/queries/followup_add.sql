-- $1 nip[], $2 kind[]
INSERT INTO followup (nip, kind)
SELECT DISTINCT * FROM unnest($1::text[], $2::text[])
ON CONFLICT (nip, kind) DO UPDATE SET due_at = now();
