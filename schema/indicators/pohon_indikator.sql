-- Template. Computed node: one of the two percentages, as of the newest signed snapshot of the
-- indicator within a period. $1 first day, $2 first day after it. Runs on the state database.
-- Answer: numerator, denominator (whether it holds the unknown, the rule says), digest of what was counted.
SELECT t.pass, t.pass + t.fail + CASE WHEN r.text::jsonb ->> 'unknown' = 'counted' THEN t.unknown ELSE 0 END, s.hash
FROM indicator_snapshot AS s
JOIN indicator_rule AS r ON r.sha256 = s.rule_sha256
JOIN indicator_result AS t ON t.snapshot = s.id AND t.dimension = 'total'
WHERE s.indicator = {indikator} AND s.as_of >= $1::date AND s.as_of < $2::date
ORDER BY s.as_of DESC, s.id DESC LIMIT 1;
