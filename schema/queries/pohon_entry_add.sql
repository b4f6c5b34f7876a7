-- By array element: $1 node[], $2 what[], $3 year[], $4 quarter[] (NULL: the year), $5 low[] (NULL: withdrawn), $6 high[],
-- $7 by[], $8 document[], $9 note[], $10 survey[] (JSON text or NULL)
INSERT INTO pohon_entry (node, what, year, quarter, low, high, by_name, document, note, survey)
SELECT x.node, x.what, x.year, x.quarter, x.low, x.high, x.by_name, x.document, x.note, x.survey
FROM unnest($1::text[], $2::text[], $3::integer[], $4::integer[], $5::numeric[], $6::numeric[], $7::text[], $8::text[],
            $9::text[], $10::text[])
     WITH ORDINALITY AS x (node, what, year, quarter, low, high, by_name, document, note, survey, n)
ORDER BY x.n;
