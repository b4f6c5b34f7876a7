-- $1 name: the user is in.
DELETE FROM web_attempt WHERE name = encode(sha256(convert_to($1, 'UTF8')), 'hex');
