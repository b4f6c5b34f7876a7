-- The local codes of structural training in the source's rows, named as most certificates name them.
-- Columns as for units.
SELECT j->>'latihan_struktural_raw', NULL, mode() WITHIN GROUP (ORDER BY j->>'nama'), NULL, NULL, NULL, NULL,
       max(j->>'latihan_struktural_id')
FROM (SELECT to_jsonb(v) AS j FROM v_rw_diklat AS v) AS x
WHERE j->>'latihan_struktural_raw' <> ''
GROUP BY 1
ORDER BY 1;
