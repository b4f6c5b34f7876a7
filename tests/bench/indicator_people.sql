-- A source of :n made-up employees in tables with the contract's columns: about 7 rows a person.
-- One in 20 holds a structural post; every seventh of those lacks the training, every 50th education is low.
SET synchronous_commit = off;
INSERT INTO public.v_unor (src_id, parent_src_id, nama, unor_id)
SELECT 'U0', NULL, 'Pemerintah Kabupaten Contoh', 'X0'
UNION ALL SELECT 'U' || i, CASE WHEN i <= 40 THEN 'U0' ELSE 'U' || (1 + i % 40) END, 'Unit ' || i, 'X' || i FROM generate_series(1, 1000) AS i;
INSERT INTO public.v_pegawai (src_id, nip, nama, tgl_lahir, jenis_kelamin, status_asn, kedudukan_hukum_id, golongan_id, unor_src_id, pendidikan_tingkat_id, tmt_pensiun, aktif)
SELECT i::text, '19' || lpad(i::text, 16, '0'), 'Pegawai ' || i, date '1980-01-01', CASE WHEN i % 2 = 0 THEN 'M' ELSE 'F' END,
       CASE WHEN i % 10 = 3 THEN 'PPPK' WHEN i % 100 = 7 THEN 'CPNS' ELSE 'PNS' END, CASE WHEN i % 10 = 3 THEN '71' WHEN i % 200 = 5 THEN '02' ELSE '01' END,
       (ARRAY['31', '32', '33', '34', '41'])[1 + i % 5], 'U' || (1 + i % 1000), '40', date '2026-01-01' + i % 9000, true
FROM generate_series(1, :n) AS i;
INSERT INTO public.v_jabatan_ref (src_id, jenis, nama, jabatan_id)
SELECT 'F' || i, 2, 'Jabatan ' || i, 'jf-' || i FROM generate_series(0, 1499) AS i;
INSERT INTO public.v_rw_jabatan (src_id, nip, status_verif, jenis_jabatan, jabatan_src_id, unor_src_id, eselon_id, tmt_jabatan, is_definitif, is_terakhir)
SELECT i || '.' || k, '19' || lpad(i::text, 16, '0'), 1, CASE WHEN i % 20 = 0 AND k = 2 THEN 1 WHEN i % 3 = 0 THEN 4 ELSE 2 END,
       CASE WHEN i % 3 <> 0 THEN 'F' || i % 1500 END, 'U' || (1 + i % 1000),
       CASE WHEN i % 20 = 0 AND k = 2 THEN (ARRAY['42', '41', '41', '32', '31', '22'])[1 + i / 20 % 6] END, make_date(2000 + 8 * k + i % 8, 1 + i % 12, 1), true, k = 2
FROM generate_series(1, :n) AS i, generate_series(1, 2) AS k;
INSERT INTO public.v_rw_pendidikan (src_id, nip, status_verif, tingkat_id, tgl_lulus)
SELECT i || '.' || k, '19' || lpad(i::text, 16, '0'), 1, CASE WHEN k = 1 THEN '15' WHEN i % 50 = 0 THEN '25' ELSE (ARRAY['30', '35', '40', '45'])[1 + i % 4] END, make_date(1998 + 4 * k, 7, 1)
FROM generate_series(1, :n) AS i, generate_series(1, 2) AS k;
INSERT INTO public.v_rw_golongan (src_id, nip, status_verif, golongan_id, tmt)
SELECT i || '.' || k, '19' || lpad(i::text, 16, '0'), 1, CASE WHEN k = 1 THEN '31' ELSE (ARRAY['31', '32', '33', '34', '41'])[1 + i % 5] END, make_date(2000 + 6 * k, 4, 1)
FROM generate_series(1, :n) AS i, generate_series(1, 2) AS k;
INSERT INTO public.v_rw_diklat (src_id, nip, status_verif, latihan_struktural_id, nomor, tgl_selesai)
SELECT i::text, '19' || lpad(i::text, 16, '0'), 1, (ARRAY['2', '2', '2', '3', '3', '4'])[1 + i / 20 % 6], 'S' || i, date '2015-06-30'
FROM generate_series(20, :n, 20) AS i WHERE i % 140 <> 0;
INSERT INTO public.v_rw_kursus (src_id, nip, status_verif, jenis_diklat_id, nama, nomor_sertifikat, tgl_selesai)
SELECT i::text, '19' || lpad(i::text, 16, '0'), 1, CASE WHEN i % 4 = 0 THEN '3' ELSE '2' END, 'Kursus', 'K' || i, date '2020-06-30'
FROM generate_series(1, :n, 2) AS i;
ANALYZE;
