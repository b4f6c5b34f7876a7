-- $1 what, $2 who, $3 local_id[], $4 siasn_id[], $5 local_name[] (not used). What was confirmed for
-- these local ids and is another item: withdrawn, by whoever puts the new one in its place.
UPDATE mapping AS m SET rejected_by = $2, rejected_at = now()
FROM unnest($3::text[], $4::text[], $5::text[]) AS g (local_id, siasn_id, local_name)
WHERE m.what = $1 AND m.local_id = g.local_id AND m.siasn_id <> g.siasn_id
  AND m.confirmed_at IS NOT NULL AND m.rejected_at IS NULL;
