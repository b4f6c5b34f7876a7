-- $1 indicator. The percentages of the last 120 days that were counted, oldest first: day, pass, denominator,
-- unknown, excluded, rule's version.
SELECT as_of, pass, denominator, unknown, excluded, version
FROM (SELECT * FROM indicator_trend WHERE indicator = $1 ORDER BY as_of DESC LIMIT 120) AS t
ORDER BY as_of;
