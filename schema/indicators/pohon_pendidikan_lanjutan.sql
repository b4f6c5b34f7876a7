-- Computed node: persons who finished further education within a period. $1 first day, $2 first day
-- after it. Runs on the source database. Education from before the appointment, or marked as the
-- one at appointment, is not further education; a row without a day of graduation cannot be placed.
-- Answer: numerator, denominator (none), digest of the rows counted.
WITH pegawai AS MATERIALIZED (
    SELECT btrim(p.nip) AS nip, min((to_jsonb(p) ->> 'tmt_cpns')::date) AS tmt_cpns
    FROM v_pegawai AS p
    GROUP BY 1
), lulus AS (
    SELECT btrim(r.nip) AS nip, r.src_id, (j ->> 'tgl_lulus')::date AS tanggal
    FROM v_rw_pendidikan AS r, to_jsonb(r) AS j
    WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
      AND NOT coalesce((j ->> 'is_pertama')::boolean, false)
      AND (j ->> 'tgl_lulus')::date >= $1::date AND (j ->> 'tgl_lulus')::date < $2::date
)
SELECT count(DISTINCT l.nip), NULL::bigint,
       encode(sha256(convert_to(coalesce(string_agg(l.src_id, ',' ORDER BY l.src_id COLLATE "C"), ''), 'UTF8')), 'hex')
FROM lulus AS l
LEFT JOIN pegawai AS p ON p.nip = l.nip
WHERE p.tmt_cpns IS NULL OR l.tanggal > p.tmt_cpns;
