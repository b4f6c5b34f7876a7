-- $1 indicator, $2 as-of date, $3 rule sha256: a version with a locked year that another one was used in.
SELECT r.version FROM indicator_snapshot AS s JOIN indicator_rule AS r ON r.sha256 = s.rule_sha256
WHERE s.indicator = $1 AND s.rule_sha256 <> $3 AND r.text::jsonb ->> 'period_lock' = 'year' AND r.text::jsonb ->> 'status' = 'approved'
  AND extract(year FROM s.as_of) = extract(year FROM $2::date)
LIMIT 1
