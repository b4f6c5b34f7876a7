-- Computed node: appraisals whose period ends within a quarter. $1 first day, $2 first day after it.
-- Runs on the source database. A yearly appraisal ends in December. One person, year and period
-- counts once.
-- Answer: numerator, denominator (active employees), digest of the rows counted.
SELECT count(*), (SELECT count(DISTINCT btrim(p.nip)) FROM v_pegawai AS p WHERE p.aktif),
       encode(sha256(convert_to(coalesce(string_agg(src_id, ',' ORDER BY src_id COLLATE "C"), ''), 'UTF8')), 'hex')
FROM (SELECT DISTINCT ON (nip, periode, bulan) src_id
      FROM (SELECT btrim(r.nip) AS nip, r.src_id, r.tahun, coalesce(btrim(j ->> 'periode'), '') AS periode,
                   CASE WHEN coalesce(btrim(j ->> 'periode'), '') = '' THEN 12
                        ELSE (j ->> 'bulan_selesai')::integer END AS bulan
            FROM v_rw_skp AS r, to_jsonb(r) AS j
            WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
              AND r.hasil_nilai IS NOT NULL AND r.perilaku_nilai IS NOT NULL) AS y
      WHERE tahun = extract(year FROM $1::date) AND bulan BETWEEN 1 AND 12
        AND make_date(tahun::integer, bulan, 1) >= $1::date AND make_date(tahun::integer, bulan, 1) < $2::date
      ORDER BY nip, periode, bulan, src_id COLLATE "C") AS x;
