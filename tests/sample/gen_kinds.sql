-- Generator, part 7b: appointments, older and periodic appraisals, recognised service, retirements, certificates, family.

INSERT INTO simpeg.pengangkatan
SELECT o.id, '813/' || lpad(n::text, 5, '0') || '/' || extract(year FROM tmt_cpns), tmt_cpns - 10 - contoh.acak('skc' || n, 20), tmt_cpns,
       CASE WHEN tmt_pns IS NOT NULL THEN '821/' || lpad(n::text, 5, '0') || '/' || extract(year FROM tmt_pns) END, tmt_pns - 5, tmt_pns,
       '800/SPMT/' || n, tmt_cpns + contoh.acak('spmt' || n, 10),
       CASE WHEN tmt_pns IS NOT NULL THEN lpad(n::text, 5, '0') || '/LATSAR' END, tmt_pns - 60,
       CASE WHEN tmt_pns IS NOT NULL THEN chr(65 + contoh.acak('kp' || n, 20)) || ' ' || lpad(n::text, 7, '0') END, 'Pelaksana', contoh.waktu('pgk' || n)
  FROM orang o WHERE jenis <> 'PPPK' ORDER BY o.id;

-- 2020 and 2021: scores. The assessor as in part 7; the superior is the next one in that list.
INSERT INTO simpeg.skp_lama (nip, tahun, jenis_jabatan, nilai_skp, pelayanan, integritas, komitmen, disiplin, kerjasama, kepemimpinan, inisiatif, nilai_perilaku, prestasi,
       penilai_nip, penilai_nama, penilai_golru, penilai_tmt, penilai_jabatan, penilai_unit, atasan_nip, atasan_nama, atasan_golru, atasan_jabatan, atasan_unit, updated_at)
SELECT o.nip, t, pg.jenis_jabatan, v.s, v.a, v.b, v.c, v.d, v.e, CASE WHEN o.jenis = 'ESELON' THEN v.b END, v.a, round(v.r * .4, 3), round(v.s * .6 + v.r * .4, 3),
       p.nip, p.nama, p.golru, date '2018-04-01', p.jabatan, p.unit, q.nip, q.nama, q.golru, q.jabatan, q.unit, contoh.waktu('skl' || o.n || '.' || t)
  FROM orang o JOIN simpeg.pegawai pg ON pg.id = o.id CROSS JOIN generate_series(2020, 2021) AS t
  CROSS JOIN LATERAL (SELECT 80 + contoh.acak('ns' || o.n || '.' || t, 1500) / 100.0 AS s, 80 + contoh.acak('na' || o.n || '.' || t, 15) AS a, 80 + contoh.acak('nb' || o.n || '.' || t, 15) AS b,
                             80 + contoh.acak('nc' || o.n || '.' || t, 15) AS c, 80 + contoh.acak('nd' || o.n || '.' || t, 15) AS d, 80 + contoh.acak('ne' || o.n || '.' || t, 15) AS e) AS z
  CROSS JOIN LATERAL (SELECT z.*, (z.a + z.b + z.c + z.d + z.e) / 5.0 AS r) AS v
  JOIN penilai p ON p.i = contoh.acak('pnl' || o.n || '.' || t, p.banyak) AND p.id <> o.id
  JOIN penilai q ON q.i = (p.i + 1) % q.banyak
 WHERE o.tmt_cpns < make_date(t, 7, 1) ORDER BY o.n, t;

-- 2025, quarterly, for a part of those in functional posts. Several quarters look alike where SIASN shows them.
INSERT INTO simpeg.kinerja (nip, tahun, triwulan, jenjang, hasil, perilaku, penilai_nip, penilai_nama, penilai_golru, penilai_jabatan, penilai_unit, updated_at)
SELECT o.nip, 2025, k, r.jenjang, (array['Sesuai Ekspektasi', 'Sesuai Ekspektasi', 'Di Atas Ekspektasi'])[1 + contoh.acak('tri' || o.n || '.' || k, 3)], 'Sesuai Ekspektasi',
       p.nip, p.nama, p.golru, p.jabatan, p.unit, contoh.waktu('kin' || o.n || '.' || k)
  FROM orang o JOIN simpeg.pegawai pg ON pg.id = o.id JOIN simpeg.ref_jabatan r ON r.id = pg.jabatan_id AND r.jenjang IS NOT NULL CROSS JOIN generate_series(1, 4) AS k
  JOIN penilai p ON p.i = contoh.acak('pnk' || o.n, p.banyak)
 WHERE o.tmt_cpns < '2025-01-01' AND contoh.acak('adakin' || o.n, 10) < 4 ORDER BY o.n, k;

INSERT INTO simpeg.pmk (pegawai_id, tempat, mulai, selesai, no_sk, tgl_sk, no_bkn, tgl_bkn, tahun, bulan, updated_at)
SELECT id, 'Tenaga honorer ' || contoh.pilih('hon' || n, '{SD Contoh 1,Puskesmas Contoh,Kantor Contoh}'), (tmt_cpns - interval '3 years')::date, tmt_cpns - 1, '823.PMK/' || n, (tmt_cpns + interval '2 years')::date,
       'PMK-' || n, (tmt_cpns + interval '700 days')::date, 3, 0, contoh.waktu('pmk' || n)
  FROM orang WHERE jenis = 'PNS' AND tmt_cpns < '2020-01-01' AND contoh.acak('adapmk' || n, 100) < 6 ORDER BY id;

-- of those who have left: the ones who are no longer worked on otherwise
INSERT INTO simpeg.pemberhentian (pegawai_id, sebab, no_sk, tgl_sk, updated_at)
SELECT o.id, p.kedudukan, '882/' || lpad(n::text, 5, '0') || '/2025', date '2025-01-01' + contoh.acak('henti' || n, 300), contoh.waktu('henti' || n)
  FROM orang o JOIN simpeg.pegawai p USING (id) WHERE p.kedudukan IN ('PENSIUN', 'WAFAT') ORDER BY o.id;

INSERT INTO simpeg.sertifikasi (pegawai_id, nama, nomor, tgl, lembaga, gelar, mulai, selesai, updated_at)
SELECT id, 'Pengadaan Barang/Jasa Tingkat Dasar', 'PBJ/' || lpad(n::text, 6, '0'), t, 'Lembaga Contoh', 'C.PBJ', t, (t + interval '4 years')::date, contoh.waktu('ser' || n)
  FROM (SELECT *, date '2022-01-01' + contoh.acak('sert' || n, 1400) AS t FROM orang) AS o WHERE jenis = 'PNS' AND contoh.acak('adaser' || n, 100) < 10 ORDER BY id;

INSERT INTO simpeg.suami_istri (id, pegawai_id, nama, tempat_lahir, tgl_lahir, agama, nik, no_akta, tgl_nikah, pekerjaan, updated_at)
SELECT id, id, CASE jk WHEN 'L' THEN 'Istri Contoh ' ELSE 'Suami Contoh ' END || n, 'Contoh', tgl_lahir + 200, 'ISL', lpad(n::text, 16, '9'), n || '/NIKAH', (tgl_lahir + interval '26 years')::date, 'Wiraswasta', contoh.waktu('si' || n)
  FROM orang WHERE jenis = 'PNS' AND contoh.acak('kawin' || n, 100) < 30 ORDER BY id;
INSERT INTO simpeg.anak (pegawai_id, suami_istri_id, nama, jenis_kelamin, tgl_lahir, agama, no_akta, updated_at)
SELECT s.pegawai_id, s.id, 'Anak Contoh ' || s.id || '-' || k, CASE (s.id + k) % 2 WHEN 0 THEN 'L' ELSE 'P' END, (s.tgl_nikah + make_interval(years => 2 * k))::date, 'ISL', s.id || '/LAHIR/' || k, contoh.waktu('ank' || s.id || '.' || k)
  FROM simpeg.suami_istri s CROSS JOIN generate_series(1, 2) AS k WHERE contoh.acak('anak' || s.id || '.' || k, 10) < 6 ORDER BY s.id, k;
ANALYZE simpeg.pengangkatan, simpeg.skp_lama, simpeg.kinerja, simpeg.pmk, simpeg.pemberhentian, simpeg.sertifikasi, simpeg.suami_istri, simpeg.anak;
