-- $1 number or NULL, $2 indicator: that snapshot, or the newest of the indicator.
SELECT s.id, s.indicator, s.as_of, s.header, s.hash, s.signature, s.public_key, s.header::jsonb ->> 'frozen_at', r.text
FROM indicator_snapshot AS s JOIN indicator_rule AS r ON r.sha256 = s.rule_sha256
WHERE s.id = $1::integer OR s.indicator = $2
ORDER BY s.id DESC
LIMIT 1
