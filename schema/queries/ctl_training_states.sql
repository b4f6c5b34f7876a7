-- Completions by where they stand.
SELECT CASE WHEN t.withdrawn THEN 'withdrawn'
            WHEN t.twin_src_id IS NOT NULL THEN 'duplicate'
            WHEN o.src_id IS NULL THEN 'to be absorbed'
            WHEN NOT t.lulus THEN 'not passed'
            WHEN o.faulty OR o.state = 'rejected' THEN 'in quarantine'
            ELSE o.state END AS state, t.origin, count(*)
FROM training AS t LEFT JOIN outbox AS o ON o.kind = 'kursus' AND o.src_id = t.src_id
GROUP BY 1, 2 ORDER BY 1, 2;
