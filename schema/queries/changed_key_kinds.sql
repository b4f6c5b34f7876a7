-- $1 kind[]: those of them that have keys waiting, by index.
SELECT k FROM unnest($1::text[]) AS k WHERE EXISTS (SELECT FROM changed_key AS c WHERE c.kind = k);
