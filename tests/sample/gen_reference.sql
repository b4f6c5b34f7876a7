-- Generator, part 2: local reference tables. Positions F9xx/P9xx are the planted ones: unmapped, or mapped to an id that
-- BKN no longer lists.
INSERT INTO simpeg.ref_agama VALUES
    ('ISL', 'Islam'), ('KRI', 'Kristen'), ('KAT', 'Katolik'), ('HIN', 'Hindu'), ('BUD', 'Buddha'), ('KHC', 'Khonghucu');
INSERT INTO simpeg.ref_golongan VALUES
    ('I/a', 'Juru Muda', 1), ('I/b', 'Juru Muda Tingkat I', 2), ('I/c', 'Juru', 3), ('I/d', 'Juru Tingkat I', 4),
    ('II/a', 'Pengatur Muda', 5), ('II/b', 'Pengatur Muda Tingkat I', 6), ('II/c', 'Pengatur', 7), ('II/d', 'Pengatur Tingkat I', 8),
    ('III/a', 'Penata Muda', 9), ('III/b', 'Penata Muda Tingkat I', 10), ('III/c', 'Penata', 11), ('III/d', 'Penata Tingkat I', 12),
    ('IV/a', 'Pembina', 13), ('IV/b', 'Pembina Tingkat I', 14), ('IV/c', 'Pembina Utama Muda', 15),
    ('IV/d', 'Pembina Utama Madya', 16), ('IV/e', 'Pembina Utama', 17);
INSERT INTO simpeg.ref_golongan VALUES ('V', NULL, 105, true), ('VII', NULL, 107, true), ('IX', NULL, 109, true), ('X', NULL, 110, true);
INSERT INTO simpeg.ref_eselon VALUES (2, 'II.a'), (3, 'II.b'), (4, 'III.a'), (5, 'III.b'), (6, 'IV.a'), (7, 'IV.b');
INSERT INTO simpeg.ref_jenis_jabatan VALUES (1, 'Struktural'), (2, 'Pelaksana (JFU)'), (3, 'Fungsional (JFT)');
INSERT INTO simpeg.ref_kedudukan VALUES
    ('AKTIF', 'Aktif', true), ('CLTN', 'Cuti di Luar Tanggungan Negara', true), ('TB', 'Tugas Belajar', true),
    ('PPPK', 'PPPK Aktif', true), ('PENSIUN', 'Pensiun', false), ('WAFAT', 'Meninggal Dunia', false), ('PINDAH', 'Pindah Instansi', false);
INSERT INTO simpeg.ref_tingkat VALUES
    (1, 'SD', 1), (2, 'SLTP', 2), (3, 'SLTA', 3), (4, 'SMK', 4), (5, 'D-I', 5), (6, 'D-II', 6), (7, 'D-III', 7), (8, 'D-IV', 8),
    (9, 'S-1', 9), (10, 'Profesi', 10), (11, 'S-2', 11), (12, 'S-3', 12);
INSERT INTO simpeg.ref_jurusan VALUES
    (301, 3, 'SMA IPA'), (302, 3, 'SMA IPS'), (401, 4, 'SMK Akuntansi'), (402, 4, 'SMK Administrasi Perkantoran'),
    (701, 7, 'D-III Keperawatan'), (702, 7, 'D-III Kebidanan'), (703, 7, 'D-III Gizi'), (704, 7, 'D-III Kesehatan Lingkungan'),
    (705, 7, 'D-III Akuntansi'), (706, 7, 'D-III Manajemen Informatika'), (707, 7, 'D-III Farmasi'),
    (901, 9, 'S-1 Pendidikan Guru Sekolah Dasar'), (902, 9, 'S-1 Pendidikan Matematika'), (903, 9, 'S-1 Pendidikan Bahasa Indonesia'),
    (904, 9, 'S-1 Pendidikan Agama Islam'), (905, 9, 'S-1 Pendidikan Jasmani'), (911, 9, 'S-1 Keperawatan'), (912, 9, 'S-1 Kebidanan'),
    (913, 9, 'S-1 Kedokteran'), (914, 9, 'S-1 Kedokteran Gigi'), (915, 9, 'S-1 Farmasi'), (921, 9, 'S-1 Ilmu Administrasi Negara'),
    (922, 9, 'S-1 Ilmu Pemerintahan'), (923, 9, 'S-1 Ekonomi Manajemen'), (924, 9, 'S-1 Akuntansi'), (925, 9, 'S-1 Hukum'),
    (926, 9, 'S-1 Teknik Sipil'), (927, 9, 'S-1 Agronomi'), (928, 9, 'S-1 Teknik Informatika'),
    (1001, 10, 'Profesi Dokter'), (1002, 10, 'Profesi Dokter Gigi'), (1003, 10, 'Profesi Apoteker'),
    (1101, 11, 'S-2 Administrasi Publik'), (1102, 11, 'S-2 Manajemen'), (1103, 11, 'S-2 Manajemen Pendidikan');
INSERT INTO contoh.bkn_jurusan SELECT id, contoh.id_siasn('jurusan' || id) FROM simpeg.ref_jurusan;

-- functional positions: family x level
INSERT INTO simpeg.ref_jabatan (id, jenis, nama, rumpun, jenjang, kelas, bup, wajib_tugas)
SELECT 'F' || lpad((r.urut * 10 + j.urut)::text, 3, '0'), 3, r.nama || ' ' || j.nama, r.rumpun, j.jenjang, j.kelas,
       CASE WHEN r.rumpun = 'GURU' OR j.jenjang = 'MADYA' THEN 60 ELSE 58 END, r.rumpun IN ('GURU', 'DOKTER', 'DRG')
  FROM (VALUES (1, 'GURU', 'Guru', 'A'), (2, 'DOKTER', 'Dokter', 'A'), (3, 'DRG', 'Dokter Gigi', 'A'), (4, 'PERAWAT', 'Perawat', 'AT'),
               (5, 'BIDAN', 'Bidan', 'AT'), (6, 'APOTEKER', 'Apoteker', 'A'), (7, 'GIZI', 'Nutrisionis', 'AT'),
               (8, 'SANITASI', 'Tenaga Sanitasi Lingkungan', 'AT'), (9, 'ANALISSDM', 'Analis SDM Aparatur', 'A'),
               (10, 'AUDITOR', 'Auditor', 'A'), (11, 'PERENCANA', 'Perencana', 'A'), (12, 'PRAKOM', 'Pranata Komputer', 'AT'),
               (13, 'ARSIP', 'Arsiparis', 'AT'), (14, 'ANJAK', 'Analis Kebijakan', 'A'), (15, 'PENYULUH', 'Penyuluh Pertanian', 'AT'))
       AS r (urut, rumpun, nama, jalur)
  JOIN (VALUES (1, 'PERTAMA', 'Ahli Pertama', 'A', 8), (2, 'MUDA', 'Ahli Muda', 'A', 9), (3, 'MADYA', 'Ahli Madya', 'A', 11),
               (4, 'TERAMPIL', 'Terampil', 'T', 6), (5, 'MAHIR', 'Mahir', 'T', 7), (6, 'PENYELIA', 'Penyelia', 'T', 8))
       AS j (urut, jenjang, nama, jalur, kelas) ON strpos(r.jalur, j.jalur) > 0;
INSERT INTO simpeg.ref_jabatan (id, jenis, nama, rumpun, kelas, bup)
SELECT 'P' || lpad(row_number() OVER ()::text, 3, '0'), 2, nama, rumpun, kelas, 58
  FROM (VALUES ('Calon Guru', 'GURU', 7), ('Pengelola Layanan Kesehatan', 'NAKES', 6), ('Penelaah Teknis Kebijakan', 'S1', 7),
               ('Pengolah Data dan Informasi', 'D3', 6), ('Penata Layanan Operasional', 'S1', 7), ('Pengelola Keuangan', 'D3', 6),
               ('Pengadministrasi Perkantoran', 'SLTA', 5), ('Operator Layanan Operasional', 'SLTA', 5), ('Pengadministrasi Umum', 'SLTA', 5),
               ('Pengelola Umum Operasional', 'SLTA', 1), ('Bendahara', 'D3', 7), ('Penyusun Rencana Kegiatan dan Anggaran', 'S1', 7))
       AS p (nama, rumpun, kelas);
INSERT INTO simpeg.ref_jabatan (id, jenis, nama, rumpun, jenjang, kelas, bup) VALUES
    ('F901', 3, 'Penata Kelola Sistem dan Teknologi Informasi Ahli Pertama', 'BARU', 'PERTAMA', 8, 58),
    ('P901', 2, 'Pengelola Sistem Kearsipan Digital', 'BARU', NULL, 6, 58),
    ('F902', 3, 'Penyuluh Keluarga Sejahtera Ahli Pertama', 'LAMA', 'PERTAMA', 8, 58),
    ('P902', 2, 'Juru Ketik', 'LAMA', NULL, 3, 58);
INSERT INTO contoh.bkn_jabatan
SELECT id, contoh.id_siasn('jabatan' || id), id NOT IN ('F901', 'P901'), id NOT IN ('F902', 'P902') FROM simpeg.ref_jabatan;

INSERT INTO simpeg.ref_tugas VALUES
    (1, 'GURU', 'Guru Kelas'), (2, 'GURU', 'Guru Matematika'), (3, 'GURU', 'Guru Bahasa Indonesia'), (4, 'GURU', 'Guru Pendidikan Jasmani'),
    (5, 'GURU', 'Guru Pendidikan Agama Islam'), (11, 'DOKTER', 'Dokter Umum'), (12, 'DOKTER', 'Dokter Spesialis Anak'), (21, 'DRG', 'Dokter Gigi Umum');
INSERT INTO contoh.bkn_tugas SELECT id, (2000 + contoh.acak('tugas' || id, 20) * 20 + id)::text FROM simpeg.ref_tugas;
INSERT INTO simpeg.ref_diklat VALUES
    ('ADUM', 'Diklat ADUM', 200), ('SPAMA', 'Diklat SPAMA', 300), ('PIM4', 'Diklat Kepemimpinan Tingkat IV', 285),
    ('PIM3', 'Diklat Kepemimpinan Tingkat III', 360), ('PIM2', 'Diklat Kepemimpinan Tingkat II', 400), ('PKP', 'Pelatihan Kepemimpinan Pengawas', 917),
    ('PKA', 'Pelatihan Kepemimpinan Administrator', 907), ('PKN2', 'Pelatihan Kepemimpinan Nasional Tingkat II', 923), ('LAIN', 'Diklat Struktural Lainnya', 60);
INSERT INTO simpeg.ref_jenis_kursus VALUES
    ('FUNG', 'Diklat Fungsional'), ('TEK', 'Diklat Teknis'), ('WS', 'Workshop'), ('SOS', 'Sosialisasi'), ('BIMTEK', 'Bimbingan Teknis'),
    ('SEM', 'Seminar'), ('LMS', 'Pembelajaran Daring');
