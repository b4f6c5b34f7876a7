-- The source's units in use: id, parent, name, title of the head, code, eselon, group, SIASN id.
-- Columns a site leaves out read as NULL.
SELECT j->>'src_id', j->>'parent_src_id', j->>'nama', j->>'nama_jabatan', j->>'kode', j->>'eselon_id', NULL,
       j->>'unor_id'
FROM (SELECT to_jsonb(v) AS j FROM v_unor AS v) AS x
WHERE coalesce((j->>'aktif')::boolean, true) AND j->>'src_id' IS NOT NULL
ORDER BY 1;
