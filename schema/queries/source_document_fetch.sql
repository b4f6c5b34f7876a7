-- Template. $1 text[]: keys. The documents as they are now, without their contents: hash, key, owner,
-- type, path, whether there are bytes and whether there is base64, time of the last change.
SELECT hash_record_extended(ROW({hashed}), 0), r.src_id, r.owner_view, r.owner_src_id,
       r.ref_dokumen_id, nullif(btrim({path}), ''), {content} IS NOT NULL, {content_b64} IS NOT NULL,
       {updated_at}
FROM v_dokumen AS r
WHERE r.src_id = ANY ($1::text[])
ORDER BY r.src_id COLLATE "C";
