-- The health of the service as the daemons last noted it.
SELECT name, state, reason, to_char(since, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') FROM target ORDER BY name;
