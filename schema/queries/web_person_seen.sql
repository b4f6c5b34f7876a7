-- $1 nip. Who has looked at the person lately, newest first: at, user, full name, what.
SELECT to_char(a.at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), a.user_name, coalesce(u.full_name, ''), a.what
FROM web_access AS a LEFT JOIN web_user AS u ON u.name = a.user_name
WHERE a.nip = $1 ORDER BY a.id DESC LIMIT 20;
