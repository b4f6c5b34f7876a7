-- $1 name: the user is in.
DELETE FROM web_attempt WHERE name = $1;
