-- Generator, part 3: the unit tree of a regency with invented place names: secretariats, inspectorate, agencies, offices,
-- 26 sub-districts, health centres, two hospitals, primary and junior secondary schools (scaled with :size).
-- Names repeat on purpose (every agency has a "Sub Bagian Umum dan Kepegawaian"): nothing may match units by name.
INSERT INTO simpeg.unit_kerja (kode, induk, nama, jenis, eselon_kode, nama_jabatan) VALUES
    ('00', NULL, 'Pemerintah Kabupaten Contoh', 'PEMDA', NULL, 'Bupati'),
    ('01', '00', 'Sekretariat Daerah', 'OPD', 2, 'Sekretaris Daerah'),
    ('0101', '01', 'Asisten Pemerintahan dan Kesejahteraan Rakyat', 'BIDANG', 3, 'Asisten Pemerintahan dan Kesejahteraan Rakyat'),
    ('0102', '01', 'Asisten Perekonomian dan Pembangunan', 'BIDANG', 3, 'Asisten Perekonomian dan Pembangunan'),
    ('0103', '01', 'Asisten Administrasi Umum', 'BIDANG', 3, 'Asisten Administrasi Umum');
INSERT INTO simpeg.unit_kerja (kode, induk, nama, jenis, eselon_kode, nama_jabatan)
SELECT induk || lpad(row_number() OVER (PARTITION BY induk ORDER BY nama COLLATE "C")::text, 2, '0'), induk, 'Bagian ' || nama, 'BIDANG', 4, 'Kepala Bagian ' || nama
  FROM (VALUES ('0101', 'Tata Pemerintahan'), ('0101', 'Hukum'), ('0101', 'Kesejahteraan Rakyat'), ('0102', 'Perekonomian'),
               ('0102', 'Administrasi Pembangunan'), ('0102', 'Pengadaan Barang dan Jasa'), ('0103', 'Umum'), ('0103', 'Organisasi'),
               ('0103', 'Protokol dan Komunikasi Pimpinan')) AS b (induk, nama);

CREATE TEMP TABLE opd AS
SELECT lpad((row_number() OVER (ORDER BY urut) + 1)::text, 2, '0') AS kode, nama, kepala, bidang
  FROM (VALUES
    (1, 'Sekretariat DPRD', 'Sekretaris DPRD', '{Persidangan,Fasilitasi Penganggaran dan Pengawasan}'::text[]),
    (2, 'Inspektorat', 'Inspektur', '{Pembantu Wilayah I,Pembantu Wilayah II,Pembantu Wilayah III,Pembantu Khusus}'),
    (3, 'Dinas Pendidikan', NULL, '{Pembinaan SD,Pembinaan SMP,Pembinaan PAUD dan PNF,Pembinaan Ketenagaan}'),
    (4, 'Dinas Kesehatan', NULL, '{Kesehatan Masyarakat,Pencegahan dan Pengendalian Penyakit,Pelayanan Kesehatan,Sumber Daya Kesehatan}'),
    (5, 'Dinas Pekerjaan Umum dan Penataan Ruang', NULL, '{Bina Marga,Sumber Daya Air,Cipta Karya,Penataan Ruang}'),
    (6, 'Dinas Perumahan dan Kawasan Permukiman', NULL, '{Perumahan,Kawasan Permukiman,Pertanahan}'),
    (7, 'Satuan Polisi Pamong Praja', 'Kepala Satuan Polisi Pamong Praja', '{Penegakan Peraturan Daerah,Ketertiban Umum,Perlindungan Masyarakat}'),
    (8, 'Dinas Sosial', NULL, '{Rehabilitasi Sosial,Perlindungan dan Jaminan Sosial,Pemberdayaan Sosial}'),
    (9, 'Dinas Tenaga Kerja', NULL, '{Penempatan Tenaga Kerja,Hubungan Industrial,Pelatihan Kerja}'),
    (10, 'Dinas Pengendalian Penduduk dan Keluarga Berencana', NULL, '{Pengendalian Penduduk,Keluarga Berencana,Pemberdayaan Perempuan}'),
    (11, 'Dinas Pangan', NULL, '{Ketersediaan Pangan,Distribusi Pangan,Keamanan Pangan}'),
    (12, 'Dinas Lingkungan Hidup', NULL, '{Tata Lingkungan,Pengelolaan Sampah,Pengendalian Pencemaran}'),
    (13, 'Dinas Kependudukan dan Pencatatan Sipil', NULL, '{Pelayanan Pendaftaran Penduduk,Pelayanan Pencatatan Sipil,Pengelolaan Informasi}'),
    (14, 'Dinas Pemberdayaan Masyarakat dan Desa', NULL, '{Pemerintahan Desa,Pemberdayaan Masyarakat,Keuangan Desa}'),
    (15, 'Dinas Perhubungan', NULL, '{Lalu Lintas,Angkutan,Prasarana}'),
    (16, 'Dinas Komunikasi dan Informatika', NULL, '{Informasi dan Komunikasi Publik,Aplikasi Informatika,Statistik dan Persandian}'),
    (17, 'Dinas Koperasi dan UKM', NULL, '{Koperasi,Usaha Mikro,Pengawasan Koperasi}'),
    (18, 'Dinas Penanaman Modal dan PTSP', NULL, '{Penanaman Modal,Pelayanan Perizinan,Pengaduan}'),
    (19, 'Dinas Kepemudaan dan Olahraga', NULL, '{Kepemudaan,Olahraga,Sarana Olahraga}'),
    (20, 'Dinas Perpustakaan dan Kearsipan', NULL, '{Perpustakaan,Kearsipan}'),
    (21, 'Dinas Perikanan', NULL, '{Budidaya,Tangkap,Usaha Perikanan}'),
    (22, 'Dinas Pariwisata dan Kebudayaan', NULL, '{Destinasi,Pemasaran,Kebudayaan}'),
    (23, 'Dinas Pertanian', NULL, '{Tanaman Pangan,Hortikultura,Peternakan,Penyuluhan}'),
    (24, 'Dinas Perindustrian dan Perdagangan', NULL, '{Perindustrian,Perdagangan,Pasar}'),
    (25, 'Badan Perencanaan Pembangunan Daerah', NULL, '{Pemerintahan dan Pembangunan Manusia,Perekonomian dan SDA,Infrastruktur,Litbang}'),
    (26, 'Badan Kepegawaian dan Pengembangan SDM', NULL, '{Mutasi dan Promosi,Pengembangan Kompetensi,Penilaian Kinerja,Pengadaan dan Informasi}'),
    (27, 'Badan Pengelolaan Keuangan dan Aset Daerah', NULL, '{Anggaran,Perbendaharaan,Akuntansi,Aset}'),
    (28, 'Badan Pendapatan Daerah', NULL, '{Pendataan dan Penetapan,Penagihan,Pengembangan Pendapatan}'),
    (29, 'Badan Penanggulangan Bencana Daerah', NULL, '{Pencegahan dan Kesiapsiagaan,Kedaruratan dan Logistik,Rehabilitasi dan Rekonstruksi}'),
    (30, 'Badan Kesatuan Bangsa dan Politik', NULL, '{Ideologi dan Wawasan Kebangsaan,Politik Dalam Negeri,Kewaspadaan Nasional}')
  ) AS o (urut, nama, kepala, bidang);
INSERT INTO simpeg.unit_kerja (kode, induk, nama, jenis, eselon_kode, nama_jabatan)
SELECT kode, '00', nama, 'OPD', 3, coalesce(kepala, 'Kepala ' || nama) FROM opd;
INSERT INTO simpeg.unit_kerja (kode, induk, nama, jenis, eselon_kode, nama_jabatan)
SELECT kode || '00', kode, 'Sekretariat', 'BIDANG', 4, 'Sekretaris ' || nama FROM opd
UNION ALL
SELECT o.kode || lpad(b.n::text, 2, '0'), o.kode, 'Bidang ' || b.nama, 'BIDANG', 5, 'Kepala Bidang ' || b.nama
  FROM opd o, unnest(o.bidang) WITH ORDINALITY AS b (nama, n)
UNION ALL
SELECT o.kode || '00' || s.k, o.kode || '00', s.nama, 'SEKSI', 6, 'Kepala ' || s.nama
  FROM opd o, (VALUES ('01', 'Sub Bagian Umum dan Kepegawaian'), ('02', 'Sub Bagian Perencanaan dan Keuangan')) AS s (k, nama)
UNION ALL
SELECT o.kode || lpad(b.n::text, 2, '0') || '01', o.kode || lpad(b.n::text, 2, '0'), 'Seksi ' || b.nama || ' I', 'SEKSI', 6, 'Kepala Seksi ' || b.nama || ' I'
  FROM opd o, unnest(o.bidang) WITH ORDINALITY AS b (nama, n)
UNION ALL
SELECT u.kode || s.k, u.kode, s.nama, 'SEKSI', 6, 'Kepala ' || s.nama
  FROM simpeg.unit_kerja u, (VALUES ('01', 'Sub Bagian Tata Usaha'), ('02', 'Sub Bagian Kerja Sama')) AS s (k, nama) WHERE u.kode LIKE '010___';

CREATE TEMP TABLE kecamatan AS
SELECT lpad(n::text, 2, '0') AS no, nama
  FROM unnest('{Karangjati,Sidomulya,Wanareja Kidul,Tirtasari,Bojongsari Wetan,Kaliwadas,Pringgodani,Sumberarum,Watuagung,Gunungwangi,Jatimulya,
Kedungrejo Lor,Mandalasari,Banyuasri,Rawasari,Purwosari Kidul,Glagahombo,Sambirata,Tanjungsari Lor,Cendana,Randusari,Kalibening Wetan,Sukoharja,
Margomulya,Lumbirejo,Pasirwangi}'::text[]) WITH ORDINALITY AS k (nama, n);
INSERT INTO simpeg.unit_kerja (kode, induk, nama, jenis, eselon_kode, nama_jabatan)
SELECT 'K' || no, '00', 'Kecamatan ' || btrim(nama, E' \n'), 'KEC', 4, 'Camat ' || btrim(nama, E' \n') FROM kecamatan
UNION ALL
SELECT 'K' || no || s.k, 'K' || no, s.nama, 'SEKSI', s.es, s.jab || ' ' || s.nama
  FROM kecamatan, (VALUES ('00', 'Sekretariat Kecamatan', 5, 'Kepala'), ('01', 'Seksi Tata Pemerintahan', 6, 'Kepala'),
       ('02', 'Seksi Pemberdayaan Masyarakat', 6, 'Kepala'), ('03', 'Seksi Ketenteraman dan Ketertiban', 6, 'Kepala'),
       ('04', 'Sub Bagian Umum dan Kepegawaian', 7, 'Kepala'), ('05', 'Sub Bagian Perencanaan dan Keuangan', 7, 'Kepala')) AS s (k, nama, es, jab);
INSERT INTO simpeg.unit_kerja (kode, induk, nama, jenis, eselon_kode, nama_jabatan)
SELECT '05P' || lpad(n::text, 2, '0'), '05', 'UPTD Puskesmas ' || btrim(nama, E' \n') || CASE WHEN n > 26 THEN ' II' ELSE ' I' END, 'PKM', NULL, NULL
  FROM generate_series(1, 35) AS n JOIN kecamatan ON no = lpad(((n - 1) % 26 + 1)::text, 2, '0')
UNION ALL
SELECT '05R' || n, '05', 'RSUD Contoh ' || n, 'RS', 4, 'Direktur RSUD Contoh ' || n FROM generate_series(1, 2) AS n
UNION ALL
SELECT '04S' || lpad(n::text, 4, '0'), '04', 'SD Negeri ' || (1 + n / 26) || ' ' || btrim(nama, E' \n'), 'SD', NULL, NULL
  FROM generate_series(1, greatest(26, :size / 40)) AS n JOIN kecamatan ON no = lpad(((n - 1) % 26 + 1)::text, 2, '0')
UNION ALL
SELECT '04M' || lpad(n::text, 4, '0'), '04', 'SMP Negeri ' || (1 + n / 26) || ' ' || btrim(nama, E' \n'), 'SMP', NULL, NULL
  FROM generate_series(1, greatest(10, :size / 150)) AS n JOIN kecamatan ON no = lpad(((n - 1) % 26 + 1)::text, 2, '0');
-- the planted units: two nobody has mapped yet, two whose mapping points at a unit BKN has closed
INSERT INTO simpeg.unit_kerja (kode, induk, nama, jenis) VALUES
    ('13U1', '13', 'UPTD Laboratorium Lingkungan', 'UPTD'), ('24U2', '24', 'UPTD Balai Benih', 'UPTD'),
    ('06I1', '06', 'UPTD Peralatan dan Perbengkelan', 'UPTD'), ('25I2', '25', 'UPTD Metrologi Legal', 'UPTD');
UPDATE simpeg.unit_kerja SET tgl_berlaku = date '2017-01-03', updated_at = contoh.waktu('unit' || kode);
INSERT INTO contoh.bkn_unor
SELECT kode, contoh.id_siasn('unor' || kode), kode NOT IN ('13U1', '24U2'), kode NOT IN ('06I1', '25I2') FROM simpeg.unit_kerja;
INSERT INTO simpeg.contoh_cacat (view_name, src_id, code, sifat)
SELECT 'v_unor', kode, CASE WHEN dipetakan THEN 'UNOR_INACTIVE' ELSE 'UNOR_UNMAPPED' END, 'temuan' FROM contoh.bkn_unor WHERE NOT dipetakan OR NOT ada
UNION ALL
SELECT 'v_jabatan_ref', id, CASE WHEN dipetakan THEN 'JAB_INACTIVE' ELSE 'JAB_UNMAPPED' END, 'temuan' FROM contoh.bkn_jabatan WHERE NOT dipetakan OR NOT ada;
