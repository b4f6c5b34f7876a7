-- $1 list, $2 id[], $3 name[], $4 parent[], $5 code[], $6 level[], $7 title[], $8 active[], $9 raw[].
-- One page. Returns the ids that were new: a service that ignores the offset repeats itself.
INSERT INTO reference_incoming (list, id, name, parent, code, level, title, active, raw)
SELECT $1, x.* FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                           $8::bool[], $9::jsonb[])
                    AS x (id, name, parent, code, level, title, active, raw)
ON CONFLICT (list, id) DO NOTHING
RETURNING id;
