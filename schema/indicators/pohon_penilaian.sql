-- Computed node: appraisals whose period ends within a quarter. $1 first day, $2 first day after it.
-- Runs on the source database. A yearly appraisal ends in December; the piece in braces adds the monthly
-- and quarterly ones of a site that has them. One person, kind of period and month of its end counts once.
-- Answer: numerator, denominator (active employees), digest of the rows counted.
SELECT count(*), (SELECT count(DISTINCT btrim(p.nip)) FROM v_pegawai AS p WHERE p.aktif),
       encode(sha256(convert_to(coalesce(string_agg(src_id, ',' ORDER BY src_id COLLATE "C"), ''), 'UTF8')), 'hex')
FROM (SELECT DISTINCT ON (nip, jenis, akhir) src_id
      FROM (SELECT btrim(r.nip) AS nip, 'tahunan' AS jenis, r.src_id, make_date(r.tahun::integer, 12, 1) AS akhir
            FROM v_rw_skp AS r, to_jsonb(r) AS j
            WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
              AND r.hasil_nilai IS NOT NULL AND r.perilaku_nilai IS NOT NULL AND r.tahun BETWEEN 1 AND 9999
            UNION ALL ({berkala})) AS y
      WHERE akhir >= $1::date AND akhir < $2::date
      ORDER BY nip, jenis, akhir, src_id COLLATE "C") AS x;
