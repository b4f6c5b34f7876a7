-- Generator, part 5: careers that make sense in time: ranks every four years, positions that follow them, education.

-- ranks: every 4 years, moved to the next 1 April or 1 October
CREATE TEMP TABLE pangkat AS
SELECT o.id, o.n, k, gol_awal + k AS urut, o.tmt_cpns,
       CASE WHEN k = 0 THEN o.tmt_cpns
            WHEN extract(month FROM t) <= 4 AND (extract(month FROM t) < 4 OR extract(day FROM t) = 1) THEN make_date(extract(year FROM t)::int, 4, 1)
            WHEN extract(month FROM t) <= 10 THEN make_date(extract(year FROM t)::int, 10, 1)
            ELSE make_date(extract(year FROM t)::int + 1, 4, 1) END AS tmt
  FROM orang o, generate_series(0, 9) AS k, LATERAL (SELECT (o.tmt_cpns + make_interval(years => 4 * k))::date AS t) AS x
 WHERE o.jenis <> 'PPPK' AND gol_awal + k <= gol_puncak AND (k = 0 OR t <= date '2025-12-31');
DELETE FROM pangkat WHERE tmt > date '2026-06-30';
CREATE INDEX ON pangkat (id);
ANALYZE pangkat;
INSERT INTO simpeg.riwayat_pangkat (pegawai_id, golru, pangkat, tmt, no_sk, tgl_sk, no_bkn, tgl_bkn, mk_tahun, mk_bulan, jenis_kp, ak, created_at, updated_at)
SELECT p.id, g.golru, g.pangkat, p.tmt,
       CASE WHEN k = 0 THEN '813/' ELSE '823/' END || lpad((1 + contoh.acak('skp' || p.n || '.' || k, 9999))::text, 4, '0') || '/' || extract(year FROM p.tmt - 20),
       p.tmt - 5 - contoh.acak('tgs' || p.n || '.' || k, 25),
       CASE WHEN k > 0 THEN 'AG-' || lpad(contoh.acak('bkn' || p.n || '.' || k, 100000)::text, 5, '0') || '/KP/' || extract(year FROM p.tmt - 40) END,
       CASE WHEN k > 0 THEN p.tmt - 31 - contoh.acak('tgb' || p.n || '.' || k, 20) END,
       extract(year FROM age(p.tmt, p.tmt_cpns)), extract(month FROM age(p.tmt, p.tmt_cpns)),
       CASE WHEN k = 0 THEN 9 WHEN o.jenis = 'ESELON' THEN 2 WHEN o.prof = 'PELAKSANA' THEN 1 ELSE 3 END,
       CASE WHEN k > 0 AND o.prof NOT IN ('STRUKTURAL', 'PELAKSANA') THEN 50 * k + contoh.acak('ak' || p.n || '.' || k, 5000) / 1000.0 END,
       contoh.waktu('rp' || p.n || '.' || k), contoh.waktu('rp' || p.n || '.' || k)
  FROM pangkat p JOIN orang o USING (id) JOIN simpeg.ref_golongan g ON g.urut = p.urut
 ORDER BY p.id, k;
INSERT INTO simpeg.riwayat_pangkat (pegawai_id, golru, tmt, no_sk, tgl_sk, mk_tahun, mk_bulan, jenis_kp, created_at, updated_at)
SELECT id, CASE WHEN tingkat = 10 THEN 'X' WHEN tingkat >= 9 THEN 'IX' WHEN tingkat = 7 THEN 'VII' ELSE 'V' END, tmt_cpns,
       '814/' || lpad((1 + contoh.acak('skk' || n, 9999))::text, 4, '0') || '/' || extract(year FROM tmt_cpns - 20), tmt_cpns - 10, 0, 0, 9, contoh.waktu('rp' || n), contoh.waktu('rp' || n)
  FROM orang WHERE jenis = 'PPPK' ORDER BY id;

-- positions: temp table jab (id, k, …); jenis 1 structural, 2 pelaksana, 3 functional (local codes)
CREATE TEMP TABLE jab (id bigint, n int, tmt date, jenis smallint, jabatan_id text, eselon_kode smallint, pos_kode text, pool text, geser int);
-- everyone enters as pelaksana (PPPK: straight into the functional position)
INSERT INTO jab
SELECT id, n, tmt_cpns, 2, CASE WHEN prof = 'GURU' THEN 'P001' WHEN prof IN ('PERAWAT', 'BIDAN', 'DOKTER', 'DRG', 'APOTEKER', 'GIZI', 'SANITASI') THEN 'P002'
       WHEN tingkat = 3 THEN (array['P007', 'P008', 'P009', 'P010'])[1 + contoh.acak('jfu' || n, 4)] WHEN tingkat = 7 THEN (array['P004', 'P006', 'P011'])[1 + contoh.acak('jfu' || n, 3)]
       ELSE (array['P003', 'P005', 'P012'])[1 + contoh.acak('jfu' || n, 3)] END, NULL, NULL,
       CASE WHEN prof = 'GURU' THEN 'GURU' WHEN prof IN ('PERAWAT', 'BIDAN', 'DOKTER', 'DRG', 'APOTEKER', 'GIZI', 'SANITASI') THEN 'NAKES' ELSE 'KANTOR' END, 0
  FROM orang WHERE jenis <> 'PPPK';
-- functional careers: a level for each rank band
INSERT INTO jab
SELECT o.id, o.n, x.tmt, 3, r.id, NULL, NULL, CASE WHEN prof = 'GURU' THEN 'GURU' WHEN prof IN ('PERAWAT', 'BIDAN', 'DOKTER', 'DRG', 'APOTEKER', 'GIZI', 'SANITASI') THEN 'NAKES' ELSE 'KANTOR' END, 0
  FROM orang o CROSS JOIN LATERAL (
       SELECT CASE WHEN jenis = 'PPPK' THEN tmt_cpns ELSE (tmt_pns + make_interval(days => 60 + contoh.acak('jf' || n, 300)))::date END AS tmt, 1 AS urut
       UNION ALL
       SELECT tmt + contoh.acak('naik' || o.n || urut, 60), CASE WHEN tingkat = 7 THEN CASE urut WHEN 9 THEN 2 ELSE 3 END ELSE CASE urut WHEN 11 THEN 2 ELSE 3 END END
         FROM pangkat p WHERE p.id = o.id AND k > 0 AND urut IN (CASE WHEN tingkat = 7 THEN 9 ELSE 13 END, 11)) AS x (tmt, urut)
  JOIN simpeg.ref_jabatan r ON r.rumpun = o.prof AND r.jenjang = (CASE WHEN o.tingkat = 7 THEN array['TERAMPIL', 'MAHIR', 'PENYELIA'] ELSE array['PERTAMA', 'MUDA', 'MADYA'] END)[x.urut]
 WHERE o.prof NOT IN ('STRUKTURAL', 'PELAKSANA') AND o.jenis <> 'CPNS' AND x.tmt <= date '2026-06-01';
-- pelaksana: a move in mid-career, and the renaming of posts in 2024
INSERT INTO jab
SELECT id, n, (tmt_pns + 200 + contoh.acak('pindah' || n, 1200))::date, 2, CASE WHEN tingkat = 3 THEN 'P007' WHEN tingkat = 7 THEN 'P004' ELSE 'P003' END, NULL::smallint, NULL, 'KANTOR', 1
  FROM orang WHERE prof = 'PELAKSANA' AND tmt_pns < '2018-01-01'
UNION ALL
SELECT id, n, date '2024-02-01', 2, CASE WHEN tingkat = 3 THEN 'P008' WHEN tingkat = 7 THEN 'P006' ELSE 'P005' END, NULL::smallint, NULL, 'KANTOR', 1
  FROM orang WHERE prof = 'PELAKSANA' AND tmt_pns < '2023-01-01';
-- teachers and health workers: a quarter moved to another school or health centre (same position, other unit)
INSERT INTO jab
SELECT j.id, j.n, j.tmt + 30 + contoh.acak('mutasi' || j.n, (date '2026-05-01' - j.tmt - 30)), 3, j.jabatan_id, NULL, NULL, j.pool, 2
  FROM (SELECT DISTINCT ON (id) * FROM jab WHERE jenis = 3 ORDER BY id, tmt DESC) AS j
 WHERE j.pool <> 'KANTOR' AND j.tmt < date '2025-06-01' AND contoh.acak('adamutasi' || j.n, 4) = 0;
-- structural careers: the ladder up to the post held today
INSERT INTO jab
SELECT o.id, o.n, CASE WHEN x.es = o.eselon_kode THEN dasar + contoh.acak('lantik' || n, greatest(1, date '2026-03-31' - dasar)) ELSE dasar END, 1, NULL, x.es,
       CASE WHEN x.es = o.eselon_kode THEN o.pos_kode END, 'POS', 0
  FROM orang o, (VALUES (7, 5.2), (6, 8.2), (5, 12.4), (4, 16.4), (3, 20.4), (2, 24.4)) AS x (es, tahun),
       LATERAL (SELECT (tmt_cpns + make_interval(months => (x.tahun * 12)::int, days => contoh.acak('jenjang' || n || '.' || x.es, 300)))::date AS dasar) AS d
 WHERE o.jenis = 'ESELON' AND x.es >= o.eselon_kode AND (x.es <> 7 OR o.eselon_kode = 7 OR contoh.acak('ivb' || n, 3) = 0);

ANALYZE jab;
CREATE TEMP TABLE eselon_pool AS
SELECT kode, eselon_kode, row_number() OVER (PARTITION BY eselon_kode ORDER BY kode) - 1 AS i, count(*) OVER (PARTITION BY eselon_kode) AS banyak FROM pos;
CREATE TEMP TABLE pool_besar AS SELECT pool, count(*) AS banyak FROM unit_pool GROUP BY pool;
-- the unit of each row: a person's home unit, shifted when they moved; former structural posts by hash
CREATE TEMP TABLE jabatan AS
SELECT j.*, coalesce(j.pos_kode, e.kode, u.kode) AS unit_kode,
       row_number() OVER w AS k, lead(j.tmt) OVER w IS NULL AS terakhir
  FROM jab j
  LEFT JOIN eselon_pool e ON j.jenis = 1 AND j.pos_kode IS NULL AND e.eselon_kode = j.eselon_kode AND e.i = contoh.acak('exes' || j.n || '.' || j.eselon_kode, e.banyak)
  LEFT JOIN pool_besar b ON b.pool = j.pool
  LEFT JOIN unit_pool u ON u.pool = j.pool AND u.i = (contoh.acak('unit' || j.n, b.banyak) + j.geser * (1 + contoh.acak('geser' || j.n || '.' || j.tmt, 7))) % b.banyak
WINDOW w AS (PARTITION BY j.id ORDER BY j.tmt, j.jenis, j.geser);

ANALYZE jabatan;
INSERT INTO simpeg.riwayat_jabatan (pegawai_id, jenis, jabatan_id, jabatan, unit_kode, unit, eselon, tugas_id, no_sk, tgl_sk, tmt_jabatan, tmt_pelantikan,
       jenis_mutasi, penugasan, terakhir, status, created_at, updated_at)
SELECT j.id, j.jenis, j.jabatan_id,
       CASE WHEN j.jenis = 1 THEN u.nama_jabatan WHEN contoh.acak('ketik' || s, 5) = 0 THEN upper(r.nama) || '  ' ELSE r.nama END,
       j.unit_kode, CASE WHEN contoh.acak('ketiku' || s, 4) = 0 THEN upper(u.nama) ELSE u.nama END,
       CASE WHEN j.jenis = 1 THEN e.nama END,
       CASE WHEN r.wajib_tugas THEN CASE r.rumpun WHEN 'GURU' THEN 1 + contoh.acak('mapel' || j.n, 5) WHEN 'DOKTER' THEN 11 + contoh.acak('mapel' || j.n, 2) ELSE 21 END END,
       '821.' || j.k || '/' || lpad((1 + contoh.acak('skj' || s, 9999))::text, 4, '0') || '/BKPSDM/' || extract(year FROM j.tmt - 12)
       || CASE WHEN contoh.acak('spasi' || s, 12) = 0 THEN ' ' ELSE '' END,                       -- trailing blank: a habit
       j.tmt - 1 - contoh.acak('tgj' || s, 12), j.tmt,
       j.jenis_lantik, CASE WHEN lag(j.unit_kode) OVER (PARTITION BY j.id ORDER BY j.k) <> j.unit_kode THEN 2 ELSE 1 END, 'DEF', j.terakhir,
       (array[NULL, NULL, '', '2'])[1 + contoh.acak('stat' || s, 4)],
       contoh.waktu('rj' || s), contoh.waktu('rj' || s)
  FROM (SELECT *, n || '.' || k AS s, CASE WHEN jenis = 1 THEN tmt WHEN contoh.acak('lt' || n || '.' || k, 5) = 0 THEN tmt WHEN contoh.acak('lt' || n || '.' || k, 5) = 1 THEN date '1900-01-01' END AS jenis_lantik
          FROM jabatan) AS j
  JOIN simpeg.unit_kerja u ON u.kode = j.unit_kode
  LEFT JOIN simpeg.ref_jabatan r ON r.id = j.jabatan_id
  LEFT JOIN simpeg.ref_eselon e ON e.kode = j.eselon_kode
 ORDER BY j.id, j.k;

ANALYZE simpeg.riwayat_jabatan, simpeg.riwayat_pangkat;
-- current state on the employee row
UPDATE simpeg.pegawai p SET golru = g.golru FROM (SELECT DISTINCT ON (pegawai_id) pegawai_id, golru FROM simpeg.riwayat_pangkat ORDER BY pegawai_id, tmt DESC) AS g WHERE g.pegawai_id = p.id;
UPDATE simpeg.pegawai p SET unit_kode = j.unit_kode, jenis_jabatan = j.jenis, jabatan_id = j.jabatan_id, jabatan = j.jabatan, eselon_kode = e.kode,
       bup = CASE WHEN j.jenis = 3 THEN r.bup ELSE p.bup END,
       kelas_jabatan = coalesce(r.kelas, (array[0, 15, 14, 12, 11, 9, 8])[e.kode])
  FROM simpeg.riwayat_jabatan j LEFT JOIN simpeg.ref_jabatan r ON r.id = j.jabatan_id LEFT JOIN simpeg.ref_eselon e ON e.nama = j.eselon
 WHERE j.pegawai_id = p.id AND j.terakhir;
UPDATE simpeg.pegawai SET tmt_pensiun = date_trunc('month', tgl_lahir + make_interval(years => bup, months => 1))::date;

-- education: school, then what the person holds
CREATE TEMP TABLE didik AS
SELECT o.id, o.n, o.prof, t.tingkat, t.usia, make_date(least(extract(year FROM o.tgl_lahir)::int + t.usia, 2025), 6, 1) + contoh.acak('lulus' || n || '.' || t.tingkat, 80) AS tgl,
       t.tingkat = CASE WHEN o.tingkat = 11 THEN 9 ELSE o.tingkat END AS pertama
  FROM orang o, (VALUES (3, 18), (7, 21), (9, 22), (10, 24), (11, 35)) AS t (tingkat, usia)
 WHERE t.tingkat = 3 OR t.tingkat = o.tingkat OR (t.tingkat = 9 AND o.tingkat IN (10, 11));
INSERT INTO simpeg.riwayat_pendidikan (pegawai_id, tingkat_id, jurusan_id, jurusan, sekolah, no_ijazah, tgl_lulus, tahun, gelar_belakang, pertama, created_at, updated_at)
SELECT d.id, d.tingkat, j.id, j.nama,
       CASE WHEN d.tingkat = 3 THEN 'SMA Negeri ' || 1 + contoh.acak('sma' || d.n, 9) || ' Contoh' ELSE contoh.pilih('univ' || s, '{Universitas Contoh,Universitas Negeri Contoh,Sekolah Tinggi Contoh,Politeknik Contoh}') END,
       CASE WHEN d.tingkat = 3 THEN 'DN-' ELSE 'UC/' END || lpad(contoh.acak('ijz' || s, 1000000)::text, 6, '0') || '/' || extract(year FROM tgl), tgl, extract(year FROM tgl),
       CASE d.tingkat WHEN 7 THEN 'A.Md.' WHEN 9 THEN CASE WHEN prof = 'GURU' THEN 'S.Pd.' ELSE 'S.E.' END WHEN 11 THEN 'M.Si.' END, pertama,
       contoh.waktu('rd' || s), contoh.waktu('rd' || s)
  FROM (SELECT *, n || '.' || tingkat AS s FROM didik) AS d
  JOIN simpeg.ref_jurusan j ON j.id = CASE d.tingkat WHEN 3 THEN 301 + contoh.acak('jur' || s, 2) WHEN 11 THEN 1101 + contoh.acak('jur' || s, 3)
       WHEN 10 THEN CASE prof WHEN 'DOKTER' THEN 1001 WHEN 'DRG' THEN 1002 ELSE 1003 END
       WHEN 7 THEN CASE prof WHEN 'PERAWAT' THEN 701 WHEN 'BIDAN' THEN 702 WHEN 'GIZI' THEN 703 WHEN 'SANITASI' THEN 704 ELSE 705 + contoh.acak('jur' || s, 2) END
       ELSE CASE prof WHEN 'GURU' THEN 901 + contoh.acak('jur' || s, 5) WHEN 'PERAWAT' THEN 911 WHEN 'BIDAN' THEN 912 WHEN 'DOKTER' THEN 913 WHEN 'DRG' THEN 914
            WHEN 'APOTEKER' THEN 915 ELSE 921 + contoh.acak('jur' || s, 8) END END
 ORDER BY d.id, d.tingkat;
