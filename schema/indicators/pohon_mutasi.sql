-- Computed node: transfers (mutasi) with a TMT within a period. $1 first day, $2 first day after it.
-- Runs on the source database; the piece in braces is schema/queries/pohon_perpindahan.sql.
-- Answer: numerator, denominator (none), digest of the rows counted.
SELECT count(*), NULL::bigint,
       encode(sha256(convert_to(coalesce(string_agg(src_id, ',' ORDER BY src_id COLLATE "C"), ''), 'UTF8')), 'hex')
FROM ({perpindahan}) AS p
WHERE tmt >= $1::date AND tmt < $2::date AND pindah AND NOT promosi;
