-- $1 user, $2 what, $3 nip, $4 page, $5 address.
INSERT INTO web_access (user_name, what, nip, page, address) VALUES (left($1, 60), $2, $3, left($4, 200), $5);
