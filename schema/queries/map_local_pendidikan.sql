-- The majors the source's education rows name; the most frequent spelling stands for all. Where a
-- site's view gives local ids, rows without one were typed by hand and cannot be mapped; elsewhere
-- level and text are the key. Columns as for units; the group is SIASN's level.
SELECT x.id, NULL, mode() WITHIN GROUP (ORDER BY x.name), NULL, NULL, NULL, min(x.level), max(x.siasn)
FROM (SELECT CASE WHEN j ? 'jurusan_src_id' THEN j->>'jurusan_src_id'
                  ELSE concat_ws('|', j->>'tingkat_id', lower(j->>'jurusan_raw')) END AS id,
             j->>'jurusan_raw' AS name, j->>'tingkat_id' AS level, j->>'pendidikan_id' AS siasn
      FROM (SELECT to_jsonb(v) AS j FROM v_rw_pendidikan AS v) AS r
      WHERE j->>'tingkat_id' IS NOT NULL AND j->>'jurusan_raw' <> '') AS x
WHERE x.id IS NOT NULL
GROUP BY x.id
ORDER BY 1;
