-- :persons invented persons with :rows courses each, as tables behind the contract's views.
SET synchronous_commit = off;
INSERT INTO public.v_contract (version, site, instansi_id, satuan_kerja_id) VALUES (1, 'Kabupaten Contoh', 'INST-1', 'SATKER-1');
INSERT INTO public.v_unor (src_id, nama) VALUES ('U1', 'Dinas Contoh');
CREATE TEMPORARY TABLE person AS
SELECT i, born, to_char(born, 'YYYYMMDD') || '201001' || (1 + i % 2) || lpad((1 + i / 7000)::text, 3, '0') AS nip
FROM (SELECT i, date '1971-02-01' + i % 7000 AS born FROM generate_series(1, :persons) AS i) AS x;
INSERT INTO public.v_pegawai (src_id, nip, nama, tgl_lahir, jenis_kelamin, status_asn, kedudukan_hukum_id, tmt_cpns, tmt_pns, golongan_id,
                              unor_src_id, aktif)
SELECT i::text, nip, 'Pegawai ' || i, born, CASE i % 2 WHEN 0 THEN 'M' ELSE 'F' END, 'PNS', '01', date '2010-01-01', date '2011-01-01', '31',
       'U1', true
FROM person;
INSERT INTO public.v_rw_kursus (src_id, nip, status_verif, jenis_diklat_id, jenis_sertipikat, nama, penyelenggara, nomor_sertifikat, tahun,
                                tgl_mulai, tgl_selesai, jp)
SELECT i || '.' || k, nip, 1, '3', 'T', 'Pelatihan Contoh ' || k, 'BPSDM Contoh', i || '/' || k || '/S/2024', 2024, date '2024-03-04',
       date '2024-03-08', 40
FROM person, generate_series(1, :rows) AS k;
-- As a primary key would be, for fetching by key; and in the order in which scans come.
CREATE UNIQUE INDEX ON public.v_pegawai (src_id);
CREATE UNIQUE INDEX ON public.v_rw_kursus (src_id);
CREATE INDEX ON public.v_pegawai (src_id COLLATE "C");
CREATE INDEX ON public.v_rw_kursus (src_id COLLATE "C");
ANALYZE;
