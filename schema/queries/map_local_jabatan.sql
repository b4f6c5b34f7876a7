-- The source's functional and general positions in use; structural ones are units. Columns as for
-- units; the group is the SIASN list they belong to.
SELECT j->>'src_id', NULL, j->>'nama', NULL, j->>'kode', NULL,
       CASE j->>'jenis' WHEN '2' THEN 'jabatan-fungsional' ELSE 'jabatan-fungsional-umum' END,
       j->>'jabatan_id'
FROM (SELECT to_jsonb(v) AS j FROM v_jabatan_ref AS v) AS x
WHERE j->>'jenis' IN ('2', '4') AND coalesce((j->>'aktif')::boolean, true)
ORDER BY 1;
