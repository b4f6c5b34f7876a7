-- $1 list. What the state knows of it; all NULL when it was never asked for.
SELECT l.rows,
       (SELECT count(*) FROM reference_item AS i WHERE i.list = l.list AND i.gone_at IS NULL AND NOT i.active),
       (SELECT count(*) FROM reference_item AS i WHERE i.list = l.list AND i.gone_at IS NOT NULL),
       to_char(l.pulled_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       to_char(l.changed_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), l.problem
FROM (SELECT) AS one LEFT JOIN reference_list AS l ON l.list = $1;
