-- $1 kind[], $2 src_id[], $3 nip[], $4 siasn_id[], $5 how[]. Runs after link_takeover. A SIASN row that
-- is already linked elsewhere keeps its link: the newcomer stays unlinked and is looked at again.
INSERT INTO link (kind, src_id, nip, siasn_id, how)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
ON CONFLICT DO NOTHING;
