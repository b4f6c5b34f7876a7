-- $1 name
DELETE FROM cursor WHERE name = $1;
