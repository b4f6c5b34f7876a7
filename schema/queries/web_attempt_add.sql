-- $1 name, $2 address, $3 window in minutes. Notes a login under way; answers how many of the name, and of the
-- address, went before it within the window. What is older than a day goes.
WITH old AS (
    DELETE FROM web_attempt WHERE at < now() - interval '1 day'
), new AS (
    INSERT INTO web_attempt (name, address) VALUES (left($1, 60), $2)
)
SELECT (SELECT count(*) FROM web_attempt WHERE name = left($1, 60) AND at > now() - $3::integer * interval '1 minute'),
       (SELECT count(*) FROM web_attempt WHERE address = $2 AND at > now() - $3::integer * interval '1 minute');
