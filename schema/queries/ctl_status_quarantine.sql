-- Reasons for which records stand still, the most frequent first.
SELECT code, severity, count(*), count(DISTINCT nip),
       to_char(min(first_seen), 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')
FROM quarantine
GROUP BY code, severity
ORDER BY count(*) DESC, code;
