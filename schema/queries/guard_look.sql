-- $1 kind, $2 rows that are always believed. What waits beyond what may pass, beside what is known:
-- rows known (counted only when it matters; 0 until the first load is complete), keys changed, keys
-- gone, held, highest mark waiting, first load released.
SELECT CASE WHEN NOT coalesce(g.loaded, false) THEN 0
            WHEN w.changed + w.gone <= $2::bigint THEN 1
            ELSE (SELECT count(*) FROM source_row WHERE kind = $1) END,
       w.changed, w.gone, coalesce(g.held, false), w.mark,
       coalesce(g.first_released, false)
FROM (SELECT count(*) FILTER (WHERE NOT c.gone) AS changed, count(*) FILTER (WHERE c.gone) AS gone,
             coalesce(max(c.mark), 0) AS mark
      FROM changed_key AS c
      WHERE c.kind = $1
        AND c.mark > coalesce((SELECT released_mark FROM guard WHERE kind = $1), 0)) AS w
LEFT JOIN guard AS g ON g.kind = $1;
