-- Computed node: terminations within a period. $1 first day, $2 first day after it.
-- Runs on the source database. A person whose retirement (tmt_pensiun) falls into the period and who
-- is no longer active. Persons in v_pegawai more than once count once; the active row wins.
-- Answer: numerator, denominator (all whose tmt_pensiun falls into the period), digest of those counted.
SELECT count(*) FILTER (WHERE NOT aktif), count(*),
       encode(sha256(convert_to(coalesce(string_agg(src_id, ',' ORDER BY src_id COLLATE "C")
                                         FILTER (WHERE NOT aktif), ''), 'UTF8')), 'hex')
FROM (SELECT DISTINCT ON (coalesce(nullif(btrim(p.nip), ''), '#' || p.src_id))
             p.src_id, coalesce(p.aktif, false) AS aktif, (j ->> 'tmt_pensiun')::date AS tmt
      FROM v_pegawai AS p, to_jsonb(p) AS j
      WHERE NOT coalesce((j ->> 'is_deleted')::boolean, false)
      ORDER BY coalesce(nullif(btrim(p.nip), ''), '#' || p.src_id), p.aktif DESC NULLS LAST, p.src_id) AS x
WHERE tmt >= $1::date AND tmt < $2::date;
