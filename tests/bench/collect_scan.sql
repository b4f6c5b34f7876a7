-- :rows courses of :rows / 10 invented persons, as a table behind the contract's view.
SET synchronous_commit = off;
INSERT INTO public.v_contract (version, site, instansi_id, satuan_kerja_id) VALUES (1, 'Kabupaten Contoh', 'INST-1', 'SATKER-1');
INSERT INTO public.v_rw_kursus (src_id, nip, status_verif, jenis_diklat_id, jenis_sertipikat, nama, penyelenggara, nomor_sertifikat, tahun,
                                tgl_mulai, tgl_selesai, jp)
SELECT k::text, to_char(date '1971-02-01' + (k / 10) % 7000, 'YYYYMMDD') || '201001' || (1 + (k / 10) % 2) || lpad((1 + (k / 70000) % 999)::text, 3, '0'),
       1, '3', 'T', 'Pelatihan Contoh ' || k % 1000, 'BPSDM Contoh', k || '/S/2024', 2024, date '2024-03-04', date '2024-03-08', 40
FROM generate_series(1, :rows) AS k;
CREATE UNIQUE INDEX ON public.v_rw_kursus (src_id COLLATE "C");
VACUUM ANALYZE public.v_rw_kursus;
