-- $1 event after which, $2 up to which. What SIASN was given in that time, by kind: rows written, rows found to be there
-- already, rows deleted, persons.
SELECT kind, count(*) FILTER (WHERE outcome IN ('created', 'updated')), count(*) FILTER (WHERE outcome IN ('adopted', 'same')),
       count(*) FILTER (WHERE outcome = 'deleted'), count(DISTINCT nip), count(*) FILTER (WHERE outcome IS NULL)
FROM (SELECT kind, nip, detail::json ->> 'outcome' AS outcome
      FROM event_log WHERE id > $1::bigint AND id <= $2::bigint AND what IN ('delivered', 'delivered_old')) AS e
GROUP BY kind ORDER BY kind;
