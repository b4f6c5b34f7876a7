-- $1 year. The newest entry of each node, kind and quarter of the year; of baselines, the newest of
-- the latest year before it: node, what, quarter, low, high, by, at, document, note, year, corrections, survey.
SELECT DISTINCT ON (e.node, e.what, e.quarter)
       e.node, e.what, e.quarter, e.low, e.high, e.by_name, to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       e.document, e.note, e.year,
       count(*) OVER (PARTITION BY e.node, e.what, e.quarter, e.year) - 1, e.survey
FROM pohon_entry AS e
WHERE (e.what <> 'baseline' AND e.year = $1::integer) OR (e.what = 'baseline' AND e.year < $1::integer)
ORDER BY e.node, e.what, e.quarter, e.year DESC, e.id DESC;
