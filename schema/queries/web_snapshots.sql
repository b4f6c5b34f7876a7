-- $1 indicator. Its snapshots, newest first: id, as of, rule's version, standing, pass, fail, unknown, excluded, frozen at.
SELECT s.id, s.as_of, r.version, s.header::jsonb -> 'rule' ->> 'standing', t.pass, t.fail, t.unknown, t.excluded,
       s.header::jsonb ->> 'frozen_at'
FROM indicator_snapshot AS s
JOIN indicator_rule AS r ON r.sha256 = s.rule_sha256
LEFT JOIN indicator_result AS t ON t.snapshot = s.id AND t.dimension = 'total'
WHERE s.indicator = $1
ORDER BY s.id DESC LIMIT 100;
