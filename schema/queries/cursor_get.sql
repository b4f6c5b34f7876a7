-- $1 name
SELECT value, extract(epoch FROM now() - updated_at)::bigint FROM cursor WHERE name = $1;
