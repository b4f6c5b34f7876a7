-- $1 snapshot: pass, fail, unknown, excluded, strict pass, permissive pass, and whether every dimension adds up to the same persons.
SELECT t.pass, t.fail, t.unknown, t.excluded, t.pass_strict, t.pass_permissive,
       (SELECT bool_and(n = t.pass + t.fail + t.unknown + t.excluded)
        FROM (SELECT sum(pass + fail + unknown + excluded) AS n FROM indicator_result WHERE snapshot = $1 GROUP BY dimension) AS d)
FROM indicator_result AS t
WHERE t.snapshot = $1 AND t.dimension = 'total'
