-- Worked adapter, part 5 (optional): change-log triggers on the base tables. Needs changelog.sql.
SELECT siasn_src.watch('simpeg.pegawai', 'v_pegawai', 'id');
SELECT siasn_src.watch('simpeg.unit_kerja', 'v_unor', 'kode');
SELECT siasn_src.watch('simpeg.ref_jabatan', 'v_jabatan_ref', 'id');
SELECT siasn_src.watch('simpeg.riwayat_jabatan', 'v_rw_jabatan', 'id');
SELECT siasn_src.watch('simpeg.diklat_struktural', 'v_rw_diklat', 'id');
SELECT siasn_src.watch('simpeg.riwayat_kursus', 'v_rw_kursus', 'id');
SELECT siasn_src.watch('simpeg.riwayat_pangkat', 'v_rw_golongan', 'id');
SELECT siasn_src.watch('simpeg.riwayat_pendidikan', 'v_rw_pendidikan', 'id');
SELECT siasn_src.watch('simpeg.skp', 'v_rw_skp', 'id');
SELECT siasn_src.watch('simpeg.angka_kredit', 'v_rw_angkakredit', 'id');
SELECT siasn_src.watch('simpeg.penghargaan', 'v_rw_penghargaan', 'id');
SELECT siasn_src.watch('simpeg.hukdis', 'v_rw_hukdis', 'id');
SELECT siasn_src.watch('simpeg.pengangkatan', 'v_cpns', 'pegawai_id');
SELECT siasn_src.watch('simpeg.skp_lama', 'v_rw_skp_2021', 'id');
SELECT siasn_src.watch('simpeg.skp_lama', 'v_rw_skp_lama', 'id');
SELECT siasn_src.watch('simpeg.kinerja', 'v_rw_kinerja', 'id');
SELECT siasn_src.watch('simpeg.pmk', 'v_rw_masakerja', 'id');
SELECT siasn_src.watch('simpeg.pemberhentian', 'v_rw_pemberhentian', 'id');
SELECT siasn_src.watch('simpeg.sertifikasi', 'v_rw_sertifikasi', 'id');
SELECT siasn_src.watch('simpeg.suami_istri', 'v_pasangan', 'id');
SELECT siasn_src.watch('simpeg.anak', 'v_anak', 'id');
SELECT siasn_src.watch('simpeg.dokumen', 'v_dokumen', 'id');

-- These views show the NIP of the employee row: a corrected NIP changes every row of the person.
SELECT siasn_src.watch_children('simpeg.pegawai', 'id', '{nip,status}', 'v_rw_jabatan', 'simpeg.riwayat_jabatan', 'pegawai_id', 'id');
SELECT siasn_src.watch_children('simpeg.pegawai', 'id', '{nip}', 'v_rw_diklat', 'simpeg.diklat_struktural', 'pegawai_id', 'id');
SELECT siasn_src.watch_children('simpeg.pegawai', 'id', '{nip}', 'v_rw_golongan', 'simpeg.riwayat_pangkat', 'pegawai_id', 'id');
SELECT siasn_src.watch_children('simpeg.pegawai', 'id', '{nip}', 'v_rw_pendidikan', 'simpeg.riwayat_pendidikan', 'pegawai_id', 'id');
SELECT siasn_src.watch_children('simpeg.pegawai', 'id', '{nip}', 'v_rw_angkakredit', 'simpeg.angka_kredit', 'pegawai_id', 'id');
SELECT siasn_src.watch_children('simpeg.pegawai', 'id', '{nip}', 'v_rw_hukdis', 'simpeg.hukdis', 'pegawai_id', 'id');
SELECT siasn_src.watch_children('simpeg.pegawai', 'id', '{nip}', 'v_cpns', 'simpeg.pengangkatan', 'pegawai_id', 'pegawai_id');
SELECT siasn_src.watch_children('simpeg.pegawai', 'id', '{nip}', 'v_rw_masakerja', 'simpeg.pmk', 'pegawai_id', 'id');
SELECT siasn_src.watch_children('simpeg.pegawai', 'id', '{nip,kedudukan}', 'v_rw_pemberhentian', 'simpeg.pemberhentian', 'pegawai_id', 'id');
SELECT siasn_src.watch_children('simpeg.pegawai', 'id', '{nip}', 'v_rw_sertifikasi', 'simpeg.sertifikasi', 'pegawai_id', 'id');
SELECT siasn_src.watch_children('simpeg.pegawai', 'id', '{nip}', 'v_pasangan', 'simpeg.suami_istri', 'pegawai_id', 'id');
SELECT siasn_src.watch_children('simpeg.pegawai', 'id', '{nip}', 'v_anak', 'simpeg.anak', 'pegawai_id', 'id');

-- A mapping touches many rows at once: rescan the views that show it.
SELECT siasn_src.watch_rescan('siasn_map.unor', 'v_unor', 'v_rw_jabatan');
SELECT siasn_src.watch_rescan('siasn_map.jabatan', 'v_jabatan_ref', 'v_rw_jabatan');
SELECT siasn_src.watch_rescan('siasn_map.tugas', 'v_rw_jabatan');
SELECT siasn_src.watch_rescan('siasn_map.jurusan', 'v_rw_pendidikan');
SELECT siasn_src.watch_rescan('siasn_map.kode', 'v_pegawai', 'v_unor', 'v_jabatan_ref', 'v_rw_jabatan', 'v_rw_diklat', 'v_rw_kursus', 'v_rw_golongan',
    'v_rw_pendidikan', 'v_rw_skp', 'v_rw_penghargaan', 'v_rw_hukdis', 'v_rw_skp_2021', 'v_rw_skp_lama', 'v_rw_kinerja', 'v_rw_pemberhentian', 'v_pasangan', 'v_anak');
SELECT siasn_src.watch_rescan('simpeg.ref_kedudukan', 'v_pegawai');
