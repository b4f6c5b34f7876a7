-- $1 user. The user's sessions, the newest use first: id, began, last seen, address, browser.
SELECT id, to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), to_char(seen_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       address, agent
FROM web_session WHERE user_name = $1 ORDER BY seen_at DESC LIMIT 50;
