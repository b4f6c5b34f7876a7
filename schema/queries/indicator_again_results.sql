-- $1 snapshot, $2 the same evaluated again: the first results that differ.
SELECT DISTINCT dimension || ' ' || value AS who
FROM ((SELECT dimension, value, pass, fail, unknown, excluded, pass_strict, pass_permissive
       FROM indicator_result WHERE snapshot = $1
       EXCEPT
       SELECT dimension, value, pass, fail, unknown, excluded, pass_strict, pass_permissive
       FROM indicator_result WHERE snapshot = $2)
      UNION ALL
      (SELECT dimension, value, pass, fail, unknown, excluded, pass_strict, pass_permissive
       FROM indicator_result WHERE snapshot = $2
       EXCEPT
       SELECT dimension, value, pass, fail, unknown, excluded, pass_strict, pass_permissive
       FROM indicator_result WHERE snapshot = $1)) AS d
ORDER BY who
LIMIT 5
