-- What a person must correct, by OPD: the ten with most, of each the five most frequent reasons. OPD, its reasons and
-- persons, code, field, how often; then the OPDs and reasons in all.
WITH reason AS (
    SELECT coalesce(e.opd_name, '') AS opd, q.code, q.field, q.nip
    FROM quarantine AS q LEFT JOIN employee AS e ON e.nip = q.nip WHERE q.severity = 'error'
), opd AS (
    SELECT opd, count(*) AS reasons, count(DISTINCT nip) AS persons,
           row_number() OVER (ORDER BY count(*) DESC, opd) AS place
    FROM reason GROUP BY opd
), code AS (
    SELECT opd, code, field, count(*) AS n, row_number() OVER (PARTITION BY opd ORDER BY count(*) DESC, code, field) AS place
    FROM reason GROUP BY opd, code, field
)
SELECT o.opd, o.reasons, o.persons, c.code, c.field, c.n, (SELECT count(*) FROM opd), (SELECT sum(reasons) FROM opd)
FROM opd AS o JOIN code AS c USING (opd)
WHERE o.place <= 10 AND c.place <= 5
ORDER BY o.place, c.place;
