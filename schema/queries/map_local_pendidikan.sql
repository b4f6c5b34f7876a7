-- The majors the source's education rows name, by local id or, without one, by level and text; the
-- most frequent spelling stands for all. Columns as for units; the group is SIASN's level.
SELECT x.id, NULL, mode() WITHIN GROUP (ORDER BY x.name), NULL, NULL, NULL, min(x.level), max(x.siasn)
FROM (SELECT coalesce(j->>'jurusan_src_id', concat_ws('|', j->>'tingkat_id', lower(j->>'jurusan_raw'))) AS id,
             j->>'jurusan_raw' AS name, j->>'tingkat_id' AS level, j->>'pendidikan_id' AS siasn
      FROM (SELECT to_jsonb(v) AS j FROM v_rw_pendidikan AS v) AS r
      WHERE j->>'tingkat_id' IS NOT NULL AND j->>'jurusan_raw' <> '') AS x
GROUP BY x.id
ORDER BY 1;
