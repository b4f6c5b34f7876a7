-- $1 snapshot: persons by verdict, class and reason. Every person stands in exactly one row.
SELECT verdict, CASE WHEN verdict = 'excluded' THEN '' ELSE class END, reason, count(*)
FROM indicator_verdict WHERE snapshot = $1
GROUP BY 1, 2, 3
ORDER BY array_position(ARRAY['pass', 'fail', 'unknown', 'excluded'], verdict), 2, 3
