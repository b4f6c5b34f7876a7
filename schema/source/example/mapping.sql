-- Worked adapter, part 1: schema siasn_map, where the site says which local unit, position and code is which at SIASN.
-- Clerks fill unor, jabatan, tugas and jurusan (with who and when); kode holds the small code lists and is filled here.
CREATE SCHEMA IF NOT EXISTS siasn_map;
COMMENT ON SCHEMA siasn_map IS 'siasn-sync: local codes and their SIASN counterparts';

CREATE TABLE IF NOT EXISTS siasn_map.unor (
    kode text COLLATE "C" PRIMARY KEY,               -- simpeg.unit_kerja.kode
    unor_id text NOT NULL CHECK (length(unor_id) BETWEEN 4 AND 64),   -- opaque: never change its case
    oleh text NOT NULL DEFAULT session_user, pada timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS siasn_map.jabatan (
    id text COLLATE "C" PRIMARY KEY,                 -- simpeg.ref_jabatan.id
    jabatan_id text NOT NULL CHECK (length(jabatan_id) BETWEEN 4 AND 64),   -- JF or JFU id
    oleh text NOT NULL DEFAULT session_user, pada timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS siasn_map.tugas (
    id smallint PRIMARY KEY,                         -- simpeg.ref_tugas.id
    sub_jabatan_id text NOT NULL,
    oleh text NOT NULL DEFAULT session_user, pada timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS siasn_map.jurusan (
    id integer PRIMARY KEY,                          -- simpeg.ref_jurusan.id
    pendidikan_id text NOT NULL,
    oleh text NOT NULL DEFAULT session_user, pada timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS siasn_map.kode (
    jenis text NOT NULL, lokal text NOT NULL, siasn text NOT NULL,
    PRIMARY KEY (jenis, lokal));

INSERT INTO siasn_map.kode (jenis, lokal, siasn) VALUES
    -- jenis jabatan: 2 and 3 are swapped between this SIMPEG and others; never pass a local code through
    ('jenis_jabatan', '1', '1'), ('jenis_jabatan', '2', '4'), ('jenis_jabatan', '3', '2'),
    ('eselon', '2', '21'), ('eselon', '3', '22'), ('eselon', '4', '31'), ('eselon', '5', '32'), ('eselon', '6', '41'), ('eselon', '7', '42'),
    ('eselon_teks', 'II.a', '21'), ('eselon_teks', 'II.b', '22'), ('eselon_teks', 'III.a', '31'), ('eselon_teks', 'III.b', '32'),
    ('eselon_teks', 'IV.a', '41'), ('eselon_teks', 'IV.b', '42'),
    ('golongan', 'I/a', '11'), ('golongan', 'I/b', '12'), ('golongan', 'I/c', '13'), ('golongan', 'I/d', '14'),
    ('golongan', 'II/a', '21'), ('golongan', 'II/b', '22'), ('golongan', 'II/c', '23'), ('golongan', 'II/d', '24'),
    ('golongan', 'III/a', '31'), ('golongan', 'III/b', '32'), ('golongan', 'III/c', '33'), ('golongan', 'III/d', '34'),
    ('golongan', 'IV/a', '41'), ('golongan', 'IV/b', '42'), ('golongan', 'IV/c', '43'), ('golongan', 'IV/d', '44'), ('golongan', 'IV/e', '45'),
    -- PPPK: SIASN keeps a PNS-style code for the PPPK grade
    ('golongan', 'V', '21'), ('golongan', 'VII', '23'), ('golongan', 'IX', '31'), ('golongan', 'X', '32'),
    ('kedudukan', 'AKTIF', '01'), ('kedudukan', 'CLTN', '02'), ('kedudukan', 'TB', '03'), ('kedudukan', 'PPPK', '71'),
    ('kedudukan', 'PENSIUN', '99'), ('kedudukan', 'WAFAT', '88'), ('kedudukan', 'PINDAH', '52'),
    ('agama', 'ISL', '1'), ('agama', 'KRI', '2'), ('agama', 'KAT', '3'), ('agama', 'HIN', '4'), ('agama', 'BUD', '5'), ('agama', 'KHC', '6'),
    ('tingkat', '1', '05'), ('tingkat', '2', '10'), ('tingkat', '3', '15'), ('tingkat', '4', '17'), ('tingkat', '5', '20'), ('tingkat', '6', '25'),
    ('tingkat', '7', '30'), ('tingkat', '8', '35'), ('tingkat', '9', '40'), ('tingkat', '10', '42'), ('tingkat', '11', '45'), ('tingkat', '12', '50'),
    -- structural training: the names since 2019 count as the levels of before
    ('diklat', 'ADUM', '2'), ('diklat', 'PIM4', '2'), ('diklat', 'PKP', '2'), ('diklat', 'SPAMA', '3'), ('diklat', 'PIM3', '3'), ('diklat', 'PKA', '3'),
    ('diklat', 'PIM2', '4'), ('diklat', 'PKN2', '4'), ('diklat', 'LAIN', '8'),
    ('kursus', 'FUNG', '2'), ('kursus', 'TEK', '3'), ('kursus', 'WS', '4'), ('kursus', 'SOS', '7'), ('kursus', 'BIMTEK', '8'), ('kursus', 'SEM', '9'), ('kursus', 'LMS', '16'),
    ('sertipikat', 'FUNG', 'F'), ('sertipikat', 'TEK', 'T'), ('sertipikat', 'WS', 'P'), ('sertipikat', 'SOS', 'P'), ('sertipikat', 'BIMTEK', 'T'),
    ('sertipikat', 'SEM', 'P'), ('sertipikat', 'LMS', 'T'),
    ('jenis_kp', '1', '101'), ('jenis_kp', '2', '201'), ('jenis_kp', '3', '202'), ('jenis_kp', '4', '203'), ('jenis_kp', '9', '211'),
    ('mutasi', '1', 'MJ'), ('mutasi', '2', 'MU'), ('penugasan', 'DEF', 'D'), ('penugasan', 'PLT', 'PLT'), ('penugasan', 'PLH', 'PLH'),
    ('skp', 'Di Atas Ekspektasi', '1'), ('skp', 'Sesuai Ekspektasi', '2'), ('skp', 'Di Bawah Ekspektasi', '3'),
    ('koefisien', 'PERTAMA', '12'), ('koefisien', 'MUDA', '22'), ('koefisien', 'MADYA', '32'), ('koefisien', 'TERAMPIL', '62'), ('koefisien', 'MAHIR', '72'), ('koefisien', 'PENYELIA', '82'),
    ('henti', 'PENSIUN', '1'), ('henti', 'WAFAT', '2'),
    ('harga', 'SLKS10', '201'), ('harga', 'SLKS20', '202'), ('harga', 'SLKS30', '203'),
    ('hukdis_tingkat', 'RINGAN', 'R'), ('hukdis_tingkat', 'SEDANG', 'S'), ('hukdis_tingkat', 'BERAT', 'B'),
    ('hukdis_jenis', 'TL', '1'), ('hukdis_jenis', 'TT', '2'), ('hukdis_jenis', 'TPP6', '23'),
    ('hukdis_alasan', 'TK', '11EC54D9B39E57B1E050640A15026590'), ('hukdis_alasan', 'SKP', '11EC54D9B39F57B1E050640A15026590')
ON CONFLICT (jenis, lokal) DO UPDATE SET siasn = EXCLUDED.siasn;

-- Reads dd-mm-yyyy text strictly; NULL for anything else, 31-02 included. Never guesses.
CREATE OR REPLACE FUNCTION siasn_map.tgl_dmy(t text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN t ~ '^(0[1-9]|[12][0-9]|3[01])-(0[1-9]|1[0-2])-(19|20)[0-9]{2}$'
                 AND extract(month FROM make_date(right(t, 4)::int, substr(t, 4, 2)::int, 1) + (left(t, 2)::int - 1)) = substr(t, 4, 2)::int
                THEN make_date(right(t, 4)::int, substr(t, 4, 2)::int, 1) + (left(t, 2)::int - 1) END
$$;
