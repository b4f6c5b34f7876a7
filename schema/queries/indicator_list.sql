-- All snapshots, the newest first.
SELECT s.id, s.indicator, s.as_of, r.version, s.header::jsonb -> 'rule' ->> 'standing', t.pass, t.fail, t.unknown, t.excluded,
       s.header::jsonb ->> 'frozen_at', s.hash
FROM indicator_snapshot AS s
JOIN indicator_rule AS r ON r.sha256 = s.rule_sha256
LEFT JOIN indicator_result AS t ON t.snapshot = s.id AND t.dimension = 'total'
ORDER BY s.id DESC
