-- $1 name, $2 address, $3 window in minutes. Notes a login under way; answers how many of the name, and of the
-- address, went before it within the window. What is older than a day goes. Of
-- the name a digest is kept, for it may be a password that was typed in the wrong place.
WITH old AS (
    DELETE FROM web_attempt WHERE at < now() - interval '1 day'
), new AS (
    INSERT INTO web_attempt (name, address) VALUES (encode(sha256(convert_to($1, 'UTF8')), 'hex'), $2)
)
SELECT (SELECT count(*) FROM web_attempt WHERE name = encode(sha256(convert_to($1, 'UTF8')), 'hex')
            AND at > now() - $3::integer * interval '1 minute'),
       (SELECT count(*) FROM web_attempt WHERE address = $2 AND at > now() - $3::integer * interval '1 minute');
