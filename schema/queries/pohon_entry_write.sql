-- $1 actor; by array element: $2 node[], $3 what[], $4 year[], $5 quarter[] (NULL: the year), $6 low[] (NULL: withdrawn),
-- $7 high[], $8 by[], $9 document[], $10 note[], $11 survey[] (JSON text or NULL), $12 the event's detail[]
SELECT pohon_entry_write($1, $2::text[], $3::text[], $4::integer[], $5::integer[], $6::numeric[], $7::numeric[], $8::text[],
                         $9::text[], $10::text[], $11::text[], $12::text[]);
