-- $1 list (NULL: all), $2 rows at most. What changed in SIASN's lists, newest first.
SELECT to_char(at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), list, id, what, old::text, new::text
FROM reference_history WHERE $1::text IS NULL OR list = $1
ORDER BY at DESC, list, id LIMIT $2::int;
