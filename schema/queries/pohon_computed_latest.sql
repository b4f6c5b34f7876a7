-- $1 year. The newest computation of each node and quarter: node, quarter, value, numerator, denominator,
-- reason, computed at, source hash.
SELECT DISTINCT ON (node, quarter) node, quarter, value, numerator, denominator, reason,
       to_char(computed_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), source_hash
FROM pohon_computed
WHERE year = $1::integer
ORDER BY node, quarter, id DESC;
