-- When SIASN was read for the mirror: first and last of it.
SELECT to_char(min(seen_at), 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), to_char(max(seen_at), 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')
FROM remote_row;
