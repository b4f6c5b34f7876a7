-- Template: the whole numbers of a snapshot, tab-separated.
SELECT dimension, value, pass, fail, unknown, excluded, pass_strict, pass_permissive
FROM indicator_result
WHERE snapshot = {snapshot}
ORDER BY dimension, value
