-- $1 kind[], $2 src_id[], $3 nip[], $4 siasn_id[], $5 how[]
INSERT INTO link (kind, src_id, nip, siasn_id, how)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
ON CONFLICT (kind, src_id) DO UPDATE
SET siasn_id = EXCLUDED.siasn_id, nip = EXCLUDED.nip, how = EXCLUDED.how, linked_at = now()
WHERE link.siasn_id <> EXCLUDED.siasn_id;
