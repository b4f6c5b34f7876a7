-- Source, for COPY: units with their OPD: the unit below the root, or the root where there are several.
WITH RECURSIVE unit AS (
    SELECT u.src_id, u.nama, nullif(btrim(j ->> 'parent_src_id'), '') AS parent
    FROM v_unor AS u, to_jsonb(u) AS j
), top AS (
    SELECT src_id, nama FROM unit AS u WHERE NOT EXISTS (SELECT FROM unit AS p WHERE p.src_id = u.parent)
), tree AS (
    SELECT src_id, nama, src_id AS opd, nama AS opd_name, 0 AS depth FROM top
    UNION ALL
    SELECT u.src_id, u.nama, CASE WHEN t.depth = 0 AND (SELECT count(*) FROM top) = 1 THEN u.src_id ELSE t.opd END,
           CASE WHEN t.depth = 0 AND (SELECT count(*) FROM top) = 1 THEN u.nama ELSE t.opd_name END, t.depth + 1
    FROM unit AS u JOIN tree AS t ON u.parent = t.src_id
    WHERE t.depth < 20
)
SELECT 'unit', '', src_id, jsonb_strip_nulls(jsonb_build_object('name', nama, 'opd', opd, 'opd_name', opd_name))
FROM tree
