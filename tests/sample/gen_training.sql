-- Generator, part 6: structural training around the time of the post, and the courses of the last years.

-- Structural training: not everyone has the course of their level (the indicators need both kinds). Names follow the times.
CREATE TEMP TABLE diklat AS
SELECT x.*, row_number() OVER (PARTITION BY id ORDER BY mulai, es DESC) AS k
  FROM (SELECT j.id, j.n, j.eselon_kode AS es, (j.tmt - 150 + contoh.acak('dik' || j.n || '.' || j.eselon_kode, 500))::date AS mulai, o.tmt_cpns, o.cacat
          FROM jabatan j JOIN orang o USING (id)
         WHERE j.jenis = 1 AND contoh.acak('punya' || j.n || '.' || j.eselon_kode, 100) < 65 AND (j.eselon_kode <> 7 OR j.terakhir)
        UNION ALL
        SELECT id, n, 0, (tmt_pns + 300 + contoh.acak('diklain' || n, 2000))::date, tmt_cpns, cacat
          FROM orang WHERE tmt_pns < '2018-01-01' AND contoh.acak('lain' || n, 100) < 3) AS x
 WHERE mulai < date '2026-02-01';
INSERT INTO simpeg.diklat_struktural (pegawai_id, diklat, nama, penyelenggara, tempat, angkatan, no_sttpp, tgl_mulai, tgl_selesai, tahun, jam, created_at, updated_at)
SELECT d.id, r.kode, CASE WHEN contoh.acak('nmdik' || s, 4) = 0 THEN upper(r.nama) ELSE r.nama END,
       contoh.pilih('peny' || s, '{BPSDMD Provinsi Contoh,Lembaga Administrasi Negara,Pusdiklat Contoh}'), contoh.pilih('tpt' || s, '{Semarang,Jakarta,Bandung,Surabaya}'),
       contoh.pilih('akt' || s, '{I,II,III,IV,V,VI}'),
       lpad((1 + contoh.acak('sttpp' || s, 99999))::text, 5, '0') || '/' || r.kode || '/' || d.k || '/' || extract(year FROM d.mulai),
       d.mulai, d.mulai + 20 + contoh.acak('lama' || s, 80), extract(year FROM d.mulai), r.jam, contoh.waktu('ds' || s), contoh.waktu('ds' || s)
  FROM (SELECT *, n || '.' || k AS s, CASE WHEN es = 0 THEN 'LAIN'
          WHEN es >= 6 THEN CASE WHEN mulai < '2002-01-01' THEN 'ADUM' WHEN mulai < '2019-06-01' THEN 'PIM4' ELSE 'PKP' END
          WHEN es >= 4 THEN CASE WHEN mulai < '2002-01-01' THEN 'SPAMA' WHEN mulai < '2019-06-01' THEN 'PIM3' ELSE 'PKA' END
          ELSE CASE WHEN mulai < '2019-06-01' THEN 'PIM2' ELSE 'PKN2' END END AS kode FROM diklat) AS d
  JOIN simpeg.ref_diklat r USING (kode)
 ORDER BY d.id, d.k;

-- Courses: two to five a person in the last seven years of service. Numbers are unique; the LMS feeds some of them.
CREATE TEMP TABLE katalog AS
SELECT pool, row_number() OVER (PARTITION BY pool ORDER BY jenis COLLATE "C", nama COLLATE "C") - 1 AS i, count(*) OVER (PARTITION BY pool) AS banyak, jenis, nama, jam FROM (VALUES
    ('GURU', 'TEK', 'Pelatihan Implementasi Kurikulum Merdeka', 32), ('GURU', 'WS', 'Workshop Penyusunan Modul Ajar', 24),
    ('GURU', 'BIMTEK', 'Bimbingan Teknis Asesmen Nasional Berbasis Komputer', 16), ('GURU', 'SEM', 'Seminar Pendidikan “Guru Penggerak” – Menyemai Karakter', 8),
    ('GURU', 'LMS', 'Literasi dan Numerasi di Sekolah Dasar', 20), ('GURU', 'FUNG', 'Diklat Penguatan Kompetensi Guru', 80),
    ('NAKES', 'TEK', 'Pelatihan Basic Trauma & Cardiac Life Support', 40), ('NAKES', 'FUNG', 'Diklat Jabatan Fungsional Tenaga Kesehatan', 90),
    ('NAKES', 'WS', 'Workshop Manajemen Laktasi', 16), ('NAKES', 'BIMTEK', 'Bimbingan Teknis Rekam Medis Elektronik', 16),
    ('NAKES', 'SEM', 'Seminar Keselamatan Pasien', 8), ('NAKES', 'LMS', 'Pencegahan dan Pengendalian Infeksi', 30),
    ('KANTOR', 'TEK', 'Pelatihan Pengadaan Barang/Jasa Pemerintah Level 1', 50), ('KANTOR', 'BIMTEK', 'Bimbingan Teknis Penyusunan SAKIP', 16),
    ('KANTOR', 'BIMTEK', 'Bimbingan Teknis Pengelolaan Arsip Dinamis', 24), ('KANTOR', 'WS', 'Workshop Penyusunan Standar Pelayanan', 16),
    ('KANTOR', 'SOS', 'Sosialisasi Manajemen Talenta ASN', 6), ('KANTOR', 'SEM', 'Seminar Nasional Reformasi Birokrasi', 8),
    ('KANTOR', 'LMS', 'Pelayanan Publik Digital', 20), ('KANTOR', 'LMS', 'Core Values ASN BerAKHLAK', 12),
    ('KANTOR', 'FUNG', 'Diklat Fungsional Analis Kebijakan', 120), ('KANTOR', 'TEK', 'Pelatihan Pengelolaan Keuangan Daerah', 40)) AS v (pool, jenis, nama, jam);
INSERT INTO simpeg.riwayat_kursus (id, nip, jenis, nama, penyelenggara, no_sertifikat, tgl_mulai, tgl_selesai, tahun, jam, sumber, sumber_ref, created_at, updated_at)
SELECT 'K' || lpad(row_number() OVER (ORDER BY x.n, x.k)::text, 8, '0'), x.nip, c.jenis, c.nama,
       contoh.pilih('penyk' || s, '{BKPSDM Kabupaten Contoh,BPSDMD Provinsi Contoh,Kementerian Contoh,Lembaga Pelatihan Contoh,Dinas Contoh}'),
       lpad(x.n::text, 6, '0') || '/' || c.jenis || '/' || x.k || '/' || extract(year FROM x.mulai),
       to_char(x.mulai, 'DD-MM-YYYY'), x.mulai + greatest(0, c.jam / 8 - 1), extract(year FROM x.mulai), c.jam::text,
       CASE WHEN c.jenis = 'LMS' THEN 'sinau' ELSE 'simpeg' END, CASE WHEN c.jenis = 'LMS' THEN 'C' || lpad(x.n::text, 6, '0') || '-' || x.k END,
       contoh.waktu('rk' || s), contoh.waktu('rk' || s)
  FROM (SELECT o.n, k, o.nip, n || '.' || k AS s, CASE WHEN prof = 'GURU' THEN 'GURU' WHEN prof IN ('PERAWAT', 'BIDAN', 'DOKTER', 'DRG', 'APOTEKER', 'GIZI', 'SANITASI') THEN 'NAKES' ELSE 'KANTOR' END AS pool,
               awal + contoh.acak('tglk' || n || '.' || k, greatest(1, date '2026-06-01' - awal)) AS mulai
          FROM orang o, LATERAL (SELECT greatest(tmt_cpns + 30, date '2019-07-01') AS awal) AS a, generate_series(1, 5) AS k
         WHERE k <= 2 + contoh.acak('banyakk' || n, 4) AND (date '2026-06-01' - awal) > k * 90) AS x
  JOIN (SELECT DISTINCT pool, banyak FROM katalog) AS b USING (pool)
  JOIN katalog c ON c.pool = x.pool AND c.i = (contoh.acak('kursus' || x.n, b.banyak) + x.k) % b.banyak;
ANALYZE simpeg.diklat_struktural, simpeg.riwayat_kursus;
