-- Template: the whole numbers of a snapshot for the public. A value of a dimension with fewer than five
-- persons could tell of one of them: such values become one, "lainnya", together with the next ones until
-- it holds five, so that it cannot be had by subtraction either. Values of which everybody is excluded are
-- gathered among themselves. Sums stay what they are.
WITH cell AS (
    SELECT *, pass + fail + unknown > 0 AS judged,
           CASE WHEN pass + fail + unknown > 0 THEN pass + fail + unknown ELSE excluded END AS persons
    FROM indicator_result
    WHERE snapshot = {snapshot}
), ranked AS (
    SELECT *, bool_or(persons < 5) OVER (PARTITION BY dimension, judged) AS hides,
           coalesce(sum(persons) OVER (PARTITION BY dimension, judged ORDER BY persons, value
                                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS smaller
    FROM cell
), shown AS (
    SELECT *, CASE WHEN dimension <> 'total' AND (persons < 5 OR hides AND smaller < 5) THEN 'lainnya' ELSE value END AS label
    FROM ranked
)
SELECT dimension, label, sum(pass), sum(fail), sum(unknown), sum(excluded), sum(pass_strict), sum(pass_permissive)
FROM shown
GROUP BY dimension, label
ORDER BY dimension, label
