-- What SIASN should hold for each base row of the sample, in the shape SIASN's reads give it (siasn-api.md section 5).
--
-- Written from the base tables with its own code lists, without the adapter's views and mapping tables, so that an error in
-- the adapter cannot hide here. View contoh.expected (t, view_name, src_id, nip, row): history rows have no "id"; a pns row
-- holds only the fields SIMPEG has a value for. Soft-deleted rows are absent. Planted defects are present: a test expects
-- them in quarantine, not at SIASN.

CREATE OR REPLACE FUNCTION contoh.tgl(d date) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN coalesce(to_char(d, 'DD-MM-YYYY'), '');
CREATE OR REPLACE FUNCTION contoh.gol(g text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE g WHEN 'V' THEN '21' WHEN 'VII' THEN '23' WHEN 'IX' THEN '31' WHEN 'X' THEN '32'
            ELSE (array_position(array['I', 'II', 'III', 'IV'], split_part(g, '/', 1)) * 10 + strpos('abcde', split_part(g, '/', 2)))::text END;
CREATE OR REPLACE FUNCTION contoh.eselon(e text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (array_position(array['I', 'II', 'III', 'IV', 'V'], split_part(e, '.', 1)) * 10 + strpos('ab', split_part(e, '.', 2)))::text;

CREATE OR REPLACE VIEW contoh.expected AS
SELECT 'pns'::text AS t, 'v_pegawai'::text AS view_name, p.id::text AS src_id, replace(p.nip, ' ', '') AS nip,
       jsonb_strip_nulls(jsonb_build_object('id', contoh.pns_id(o.nip_asli), 'nipBaru', replace(p.nip, ' ', ''),
           'email', p.email, 'emailGov', p.email_dinas, 'noHp', p.hp, 'noTelp', p.telp, 'alamat', p.alamat,
           'noNpwp', p.npwp, 'tglNpwp', to_char(p.tgl_npwp, 'DD-MM-YYYY'), 'bpjs', p.bpjs, 'noTaspen', p.taspen,
           'agamaId', (array_position(array['ISL', 'KRI', 'KAT', 'HIN', 'BUD', 'KHC'], p.agama::text))::text, 'kelas_jabatan', p.kelas_jabatan::text)) AS row
  FROM simpeg.pegawai p JOIN contoh.orang o USING (id)
UNION ALL
SELECT 'rw-jabatan', 'v_rw_jabatan', r.id::text, replace(p.nip, ' ', ''),
       jsonb_build_object('idPns', contoh.pns_id(o.nip_asli), 'nipBaru', replace(p.nip, ' ', ''),
           'jenisJabatan', CASE r.jenis WHEN 1 THEN '1' WHEN 3 THEN '2' WHEN 2 THEN '4' END,
           'instansiKerjaId', 'A0C0470000000000E050640A15020001', 'satuanKerjaId', 'a0c04700-0000-11ee-8000-0a580a83c001',
           'unorId', CASE WHEN u.dipetakan THEN u.unor_id ELSE '' END,
           'eselonId', CASE WHEN r.jenis = 1 THEN contoh.eselon(r.eselon) ELSE '' END,
           'jabatanFungsionalId', CASE WHEN r.jenis = 3 AND j.dipetakan THEN j.jabatan_id ELSE '' END,
           'jabatanFungsionalUmumId', CASE WHEN r.jenis = 2 AND j.dipetakan THEN j.jabatan_id ELSE '' END,
           'subJabatanId', CASE WHEN r.jenis = 3 THEN coalesce(t.sub_jabatan_id, '') ELSE '' END,
           'jenisMutasiId', CASE r.jenis_mutasi WHEN 1 THEN 'MJ' WHEN 2 THEN 'MU' ELSE '' END,
           'jenisPenugasanId', CASE WHEN r.jenis = 1 THEN CASE r.penugasan WHEN 'DEF' THEN 'D' ELSE r.penugasan END ELSE '' END,
           'nomorSk', rtrim(r.no_sk), 'tanggalSk', contoh.tgl(r.tgl_sk), 'tmtJabatan', contoh.tgl(r.tmt_jabatan),
           'tmtPelantikan', contoh.tgl(CASE WHEN r.tmt_pelantikan > '1900-01-01' THEN r.tmt_pelantikan ELSE r.tmt_jabatan END),
           'tmtMutasi', contoh.tgl(r.tmt_jabatan))
  FROM simpeg.riwayat_jabatan r JOIN simpeg.pegawai p ON p.id = r.pegawai_id JOIN contoh.orang o ON o.id = p.id
  LEFT JOIN contoh.bkn_unor u ON u.kode = r.unit_kode LEFT JOIN contoh.bkn_jabatan j ON j.id = r.jabatan_id LEFT JOIN contoh.bkn_tugas t ON t.id = r.tugas_id
 WHERE r.status IS NULL OR r.status <> '1'
UNION ALL
SELECT 'rw-diklat', 'v_rw_diklat', r.id::text, replace(p.nip, ' ', ''),
       jsonb_build_object('idPns', contoh.pns_id(o.nip_asli), 'nipBaru', replace(p.nip, ' ', ''),
           'latihanStrukturalId', CASE WHEN r.diklat IN ('ADUM', 'PIM4', 'PKP') THEN '2' WHEN r.diklat IN ('SPAMA', 'PIM3', 'PKA') THEN '3'
                                       WHEN r.diklat IN ('PIM2', 'PKN2') THEN '4' WHEN r.diklat = 'LAIN' THEN '8' END,
           'nomor', coalesce(rtrim(r.no_sttpp), ''), 'tanggal', contoh.tgl(r.tgl_mulai), 'tanggalSelesai', contoh.tgl(r.tgl_selesai),
           'tahun', r.tahun::text, 'jumlahJam', r.jam, 'institusiPenyelenggara', r.penyelenggara)
  FROM simpeg.diklat_struktural r JOIN simpeg.pegawai p ON p.id = r.pegawai_id JOIN contoh.orang o ON o.id = p.id
UNION ALL
SELECT 'rw-kursus', 'v_rw_kursus', r.id, r.nip,
       jsonb_build_object('idPns', contoh.pns_id(coalesce(o.nip_asli, r.nip)), 'nipBaru', r.nip,
           'jenisDiklatId', CASE r.jenis WHEN 'FUNG' THEN '2' WHEN 'TEK' THEN '3' WHEN 'WS' THEN '4' WHEN 'SOS' THEN '7' WHEN 'BIMTEK' THEN '8' WHEN 'SEM' THEN '9' WHEN 'LMS' THEN '16' END,
           'jenisKursusId', '', 'jenisKursusSertifikat', CASE r.jenis WHEN 'FUNG' THEN 'F' WHEN 'WS' THEN 'P' WHEN 'SOS' THEN 'P' WHEN 'SEM' THEN 'P' ELSE 'T' END,
           'namaKursus', r.nama, 'noSertipikat', coalesce(r.no_sertifikat, ''), 'institusiPenyelenggara', r.penyelenggara,
           'jumlahJam', CASE WHEN r.jam ~ '^[0-9]+$' THEN r.jam::int END, 'tahunKursus', r.tahun::text,
           'tanggalKursus', coalesce(r.tgl_mulai, ''), 'tanggalSelesaiKursus', contoh.tgl(r.tgl_selesai))
  FROM simpeg.riwayat_kursus r LEFT JOIN (SELECT o.nip_asli, replace(p.nip, ' ', '') AS nip FROM contoh.orang o JOIN simpeg.pegawai p USING (id)) AS o ON o.nip = r.nip
UNION ALL
SELECT 'rw-golongan', 'v_rw_golongan', r.id::text, replace(p.nip, ' ', ''),
       jsonb_build_object('idPns', contoh.pns_id(o.nip_asli), 'nipBaru', replace(p.nip, ' ', ''),
           'golonganId', contoh.gol(r.golru), 'skNomor', r.no_sk, 'skTanggal', contoh.tgl(r.tgl_sk), 'tmtGolongan', contoh.tgl(r.tmt),
           'noPertekBkn', coalesce(r.no_bkn, ''), 'tglPertekBkn', contoh.tgl(r.tgl_bkn),
           'jenisKPId', CASE r.jenis_kp WHEN 1 THEN '101' WHEN 2 THEN '201' WHEN 3 THEN '202' WHEN 4 THEN '203' WHEN 9 THEN '211' END,
           'masaKerjaGolonganTahun', r.mk_tahun::text, 'masaKerjaGolonganBulan', r.mk_bulan::text)
  FROM simpeg.riwayat_pangkat r JOIN simpeg.pegawai p ON p.id = r.pegawai_id JOIN contoh.orang o ON o.id = p.id
UNION ALL
SELECT 'rw-pendidikan', 'v_rw_pendidikan', r.id::text, replace(p.nip, ' ', ''),
       jsonb_build_object('idPns', contoh.pns_id(o.nip_asli), 'nipBaru', replace(p.nip, ' ', ''),
           'pendidikanId', coalesce(j.pendidikan_id, ''), 'tkPendidikanId', (array['05', '10', '15', '17', '20', '25', '30', '35', '40', '42', '45', '50'])[r.tingkat_id],
           'tahunLulus', r.tahun::text, 'tglLulus', contoh.tgl(r.tgl_lulus), 'isPendidikanPertama', CASE WHEN r.pertama THEN '1' ELSE '0' END,
           'nomorIjasah', coalesce(r.no_ijazah, ''), 'namaSekolah', coalesce(r.sekolah, ''), 'gelarDepan', coalesce(r.gelar_depan, ''), 'gelarBelakang', coalesce(r.gelar_belakang, ''))
  FROM simpeg.riwayat_pendidikan r JOIN simpeg.pegawai p ON p.id = r.pegawai_id JOIN contoh.orang o ON o.id = p.id LEFT JOIN contoh.bkn_jurusan j ON j.id = r.jurusan_id
UNION ALL
SELECT 'rw-skp22', 'v_rw_skp', r.id::text, r.nip,
       jsonb_build_object('tahun', r.tahun::text, 'hasilKinerjaNilai', n.h, 'PerilakuKerjaNilai', n.b,
           'KuadranKinerjaNilai', CASE WHEN n.h = n.b THEN (array[1, 2, 5])[n.h] WHEN n.h + n.b IS NOT NULL THEN greatest(n.h, n.b) END,
           'nipNrpPenilai', coalesce(r.penilai_nip, ''), 'namaPenilai', coalesce(r.penilai_nama, ''), 'penilaiGolonganId', coalesce(contoh.gol(r.penilai_golru), ''),
           'penilaiJabatanNm', coalesce(r.penilai_jabatan, ''), 'penilaiUnorNm', coalesce(r.penilai_unit, ''), 'statusPenilai', CASE WHEN r.penilai_nip <> '' THEN 'ASN' ELSE '' END)
  FROM simpeg.skp r, LATERAL (SELECT CASE r.hasil WHEN 'Di Atas Ekspektasi' THEN 1 WHEN 'Sesuai Ekspektasi' THEN 2 WHEN 'Di Bawah Ekspektasi' THEN 3 END AS h,
                                     CASE r.perilaku WHEN 'Di Atas Ekspektasi' THEN 1 WHEN 'Sesuai Ekspektasi' THEN 2 WHEN 'Di Bawah Ekspektasi' THEN 3 END AS b) AS n
UNION ALL
-- without rwJabatan: that is the id SIASN gave the position row
SELECT 'rw-angkakredit', 'v_rw_angkakredit', r.id::text, replace(p.nip, ' ', ''),
       jsonb_build_object('nomorSk', r.no_pak, 'tanggalSk', contoh.tgl(r.tgl_pak),
           'bulanMulaiPenailan', to_char(r.mulai, 'FMMM'), 'tahunMulaiPenailan', to_char(r.mulai, 'YYYY'), 'bulanSelesaiPenailan', to_char(r.selesai, 'FMMM'), 'tahunSelesaiPenailan', to_char(r.selesai, 'YYYY'),
           'kreditUtamaBaru', trim_scale(r.utama)::text, 'kreditPenunjangBaru', trim_scale(r.penunjang)::text, 'kreditBaruTotal', trim_scale(r.utama + r.penunjang)::text,
           'isAngkaKreditPertama', CASE r.jenis WHEN 'P' THEN '1' ELSE '0' END, 'isIntegrasi', CASE r.jenis WHEN 'I' THEN '1' ELSE '0' END, 'isKonversi', CASE r.jenis WHEN 'K' THEN '1' ELSE '0' END)
  FROM simpeg.angka_kredit r JOIN simpeg.pegawai p ON p.id = r.pegawai_id
UNION ALL
SELECT 'rw-penghargaan', 'v_rw_penghargaan', r.id::text, r.nip,
       jsonb_build_object('hargaId', CASE r.kode WHEN 'SLKS10' THEN '201' WHEN 'SLKS20' THEN '202' WHEN 'SLKS30' THEN '203' END,
           'skNomor', r.no_sk, 'skDate', contoh.tgl(r.tgl_sk), 'tahun', r.tahun::text)
  FROM simpeg.penghargaan r
UNION ALL
SELECT 'rw-hukdis', 'v_rw_hukdis', r.id::text, replace(p.nip, ' ', ''),
       jsonb_build_object('golongan', contoh.gol(r.golru), 'kedudukanHukum', '01', 'jenisHukuman', CASE r.jenis WHEN 'TL' THEN '1' WHEN 'TT' THEN '2' WHEN 'TPP6' THEN '23' END,
           'jenisTingkatHukumanId', left(r.tingkat, 1), 'skNomor', r.no_sk, 'skTanggal', contoh.tgl(r.tgl_sk), 'hukumanTanggal', contoh.tgl(r.tmt), 'akhirHukumTanggal', contoh.tgl(r.tgl_akhir),
           'masaTahun', '0', 'masaBulan', '6', 'nomorPp', r.no_pp,
           'alasanHukumanDisiplin', CASE r.alasan WHEN 'TK' THEN '11EC54D9B39E57B1E050640A15026590' WHEN 'SKP' THEN '11EC54D9B39F57B1E050640A15026590' END)
  FROM simpeg.hukdis r JOIN simpeg.pegawai p ON p.id = r.pegawai_id
UNION ALL
-- of the master record, with what cpns/save writes; in the dump a copy of the pns rows
SELECT 'cpns', 'v_cpns', r.pegawai_id::text, replace(p.nip, ' ', ''),
       jsonb_strip_nulls(jsonb_build_object('id', contoh.pns_id(o.nip_asli), 'nipBaru', replace(p.nip, ' ', ''), 'nomorSkCpns', r.sk_cpns, 'tglSkCpns', to_char(r.tgl_sk_cpns, 'DD-MM-YYYY'),
           'tmtCpns', to_char(r.tmt_cpns, 'DD-MM-YYYY'), 'nomorSkPns', r.sk_pns, 'tglSkPns', to_char(r.tgl_sk_pns, 'DD-MM-YYYY'), 'tmtPns', to_char(r.tmt_pns, 'DD-MM-YYYY'),
           'noSpmt', r.spmt, 'tglSpmt', to_char(r.tgl_tugas, 'DD-MM-YYYY'), 'nomorSttpl', r.sttpl, 'tglSttpl', to_char(r.tgl_sttpl, 'DD-MM-YYYY'), 'noSeriKarpeg', r.karpeg))
  FROM simpeg.pengangkatan r JOIN simpeg.pegawai p ON p.id = r.pegawai_id JOIN contoh.orang o ON o.id = p.id
UNION ALL
-- rw-skp at SIASN, told apart by the year; 2020 and before without what came with 2021
SELECT CASE r.tahun WHEN 2021 THEN 'rw-skp2021' ELSE 'rw-skp' END, CASE r.tahun WHEN 2021 THEN 'v_rw_skp_2021' ELSE 'v_rw_skp_lama' END, r.id::text, r.nip,
       jsonb_build_object('tahun', r.tahun, 'jenisJabatan', CASE r.jenis_jabatan WHEN 1 THEN '1' WHEN 3 THEN '2' WHEN 2 THEN '4' END, 'nilaiSkp', trim_scale(r.nilai_skp),
           'orientasiPelayanan', r.pelayanan, 'integritas', r.integritas, 'komitmen', r.komitmen, 'disiplin', r.disiplin, 'kerjasama', r.kerjasama, 'kepemimpinan', coalesce(r.kepemimpinan, 0),
           'nilaiPerilakuKerja', trim_scale(r.nilai_perilaku), 'nilaiPrestasiKerja', trim_scale(r.prestasi), 'jumlah', v.jumlah, 'nilairatarata', trim_scale(v.jumlah / 5.0),
           'statusPenilai', 'ASN', 'statusAtasanPenilai', 'ASN', 'penilaiNipNrp', r.penilai_nip, 'penilaiNama', r.penilai_nama, 'penilaiJabatan', r.penilai_jabatan, 'penilaiUnorNama', r.penilai_unit,
           'penilaiGolongan', contoh.gol(r.penilai_golru), 'penilaiTmtGolongan', contoh.tgl(r.penilai_tmt), 'atasanPenilaiNipNrp', r.atasan_nip, 'atasanPenilaiNama', r.atasan_nama,
           'atasanPenilaiJabatan', r.atasan_jabatan, 'atasanPenilaiUnorNama', r.atasan_unit, 'atasanPenilaiGolongan', contoh.gol(r.atasan_golru))
       || CASE WHEN r.tahun = 2021 THEN jsonb_build_object('inisiatifKerja', r.inisiatif, 'konversiNilai', trim_scale(r.prestasi), 'nilaiIntegrasi', trim_scale(r.prestasi), 'jenisPeraturanKinerjaKd', 'PP30') ELSE '{}' END
  FROM simpeg.skp_lama r, LATERAL (SELECT r.pelayanan + r.integritas + r.komitmen + r.disiplin + r.kerjasama AS jumlah) AS v
UNION ALL
-- months and their years are never read back; the comparison takes them from write_only
SELECT 'rw-kinerjaperiodik', 'v_rw_kinerja', r.id::text, r.nip,
       jsonb_build_object('tahun', r.tahun::text, 'koefisenId', CASE r.jenjang WHEN 'PERTAMA' THEN '12' WHEN 'MUDA' THEN '22' WHEN 'MADYA' THEN '32' WHEN 'TERAMPIL' THEN '62' WHEN 'MAHIR' THEN '72' WHEN 'PENYELIA' THEN '82' END,
           'periodikId', '2', 'bulanMulaiPenilaian', 3 * r.triwulan - 2, 'tahunMulaiPenilaian', r.tahun, 'bulanSelesaiPenilaian', 3 * r.triwulan, 'tahunSelesaiPenilaian', r.tahun,
           'hasilKinerjaNilai', CASE r.hasil WHEN 'Di Atas Ekspektasi' THEN '1' ELSE '2' END, 'perilakuKerjaNilai', '2', 'kuadranKinerjaNilai', '2',
           'penilaiNipNrp', r.penilai_nip, 'namaPenilai', r.penilai_nama, 'penilaiGolonganId', contoh.gol(r.penilai_golru), 'penilaiJabatanNama', r.penilai_jabatan, 'penilaiUnorNm', r.penilai_unit, 'statusPenilai', 'ASN')
  FROM simpeg.kinerja r
UNION ALL
SELECT 'rw-masakerja', 'v_rw_masakerja', r.id::text, replace(p.nip, ' ', ''),
       jsonb_build_object('idPns', contoh.pns_id(o.nip_asli), 'nipBaru', replace(p.nip, ' ', ''), 'pengalaman', r.tempat, 'tanggalAwal', contoh.tgl(r.mulai), 'tanggalSelesai', contoh.tgl(r.selesai),
           'nomorSk', r.no_sk, 'tanggalSk', contoh.tgl(r.tgl_sk), 'nomorBkn', r.no_bkn, 'tanggalBkn', contoh.tgl(r.tgl_bkn), 'tasaKerjaTahun', r.tahun::text, 'masaKerjaBulan', r.bulan::text, 'dinilai', '1')
  FROM simpeg.pmk r JOIN simpeg.pegawai p ON p.id = r.pegawai_id JOIN contoh.orang o ON o.id = p.id
UNION ALL
SELECT 'rw-pemberhentian', 'v_rw_pemberhentian', r.id::text, replace(p.nip, ' ', ''),
       jsonb_build_object('jenisHenti', CASE r.sebab WHEN 'PENSIUN' THEN '1' ELSE '2' END, 'kedudukanHukumPns', CASE r.sebab WHEN 'PENSIUN' THEN '99' ELSE '88' END, 'pnsOrang', contoh.pns_id(o.nip_asli),
           'skNomor', r.no_sk, 'skTanggal', contoh.tgl(r.tgl_sk))
  FROM simpeg.pemberhentian r JOIN simpeg.pegawai p ON p.id = r.pegawai_id JOIN contoh.orang o ON o.id = p.id
UNION ALL
SELECT 'rw-sertifikasi', 'v_rw_sertifikasi', r.id::text, replace(p.nip, ' ', ''),
       jsonb_build_object('namaSertifikasi', r.nama, 'nomorSertifikat', r.nomor, 'tanggalSertifikat', contoh.tgl(r.tgl), 'lembagaSertifikasiNama', r.lembaga, 'gelarBelakangSert', r.gelar,
           'masaBerlakuSertMulai', contoh.tgl(r.mulai), 'masaBerlakuSertSelasai', contoh.tgl(r.selesai))
  FROM simpeg.sertifikasi r JOIN simpeg.pegawai p ON p.id = r.pegawai_id
UNION ALL
SELECT 'data-pasangan', 'v_pasangan', r.id::text, replace(p.nip, ' ', ''),
       jsonb_build_object('nama', r.nama, 'pasanganKe', r.ke, 'tglLahir', contoh.tgl(r.tgl_lahir), 'agamaId', '1', 'nomorIdentitas', r.nik, 'noAktaMenikah', r.no_akta, 'tglAktaMenikah', contoh.tgl(r.tgl_nikah),
           'statusPernikahan', '1', 'statusHidup', '1', 'statusPekerjaanPasangan', r.pekerjaan)
  FROM simpeg.suami_istri r JOIN simpeg.pegawai p ON p.id = r.pegawai_id
UNION ALL
-- without pasanganId: that is the id SIASN gave the other parent
SELECT 'data-anak', 'v_anak', r.id::text, replace(p.nip, ' ', ''),
       jsonb_build_object('nama', r.nama, 'tglLahir', contoh.tgl(r.tgl_lahir), 'jenisKelamin', CASE r.jenis_kelamin WHEN 'L' THEN 'M' ELSE 'F' END, 'agamaId', '1', 'aktaKelahiran', r.no_akta, 'statusHidup', '1', 'isPns', '0')
  FROM simpeg.anak r JOIN simpeg.pegawai p ON p.id = r.pegawai_id;

-- The natural key by which one row of a person is told from another (siasn-api.md section 6.2).
CREATE OR REPLACE FUNCTION contoh.kunci(t text, r jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE t
    WHEN 'pns' THEN r->>'nipBaru'
    WHEN 'cpns' THEN r->>'nipBaru'
    WHEN 'rw-jabatan' THEN concat_ws('|', r->>'jenisJabatan', r->>'unorId', coalesce(nullif(r->>'jabatanFungsionalId', ''), nullif(r->>'jabatanFungsionalUmumId', ''), ''), r->>'tmtJabatan', btrim(r->>'nomorSk'))
    WHEN 'rw-diklat' THEN concat_ws('|', r->>'latihanStrukturalId', btrim(r->>'nomor'), r->>'tanggal')
    WHEN 'rw-kursus' THEN concat_ws('|', btrim(r->>'namaKursus'), btrim(r->>'noSertipikat'), r->>'tanggalKursus')
    WHEN 'rw-golongan' THEN concat_ws('|', r->>'golonganId', r->>'tmtGolongan', r->>'skNomor')
    WHEN 'rw-pendidikan' THEN concat_ws('|', r->>'tkPendidikanId', r->>'pendidikanId', r->>'tahunLulus')
    WHEN 'rw-skp22' THEN r->>'tahun'
    WHEN 'rw-skp' THEN r->>'tahun'
    WHEN 'rw-skp2021' THEN r->>'tahun'
    WHEN 'rw-kinerjaperiodik' THEN concat_ws('|', r->>'tahun', r->>'periodikId', r->>'bulanMulaiPenilaian')
    WHEN 'rw-masakerja' THEN concat_ws('|', r->>'tanggalAwal', r->>'tanggalSelesai')
    WHEN 'rw-sertifikasi' THEN concat_ws('|', r->>'nomorSertifikat', r->>'tanggalSertifikat')
    WHEN 'data-pasangan' THEN concat_ws('|', r->>'nama', r->>'tglAktaMenikah')
    WHEN 'data-anak' THEN concat_ws('|', r->>'nama', r->>'tglLahir')
    WHEN 'rw-angkakredit' THEN r->>'nomorSk'
    WHEN 'rw-penghargaan' THEN concat_ws('|', r->>'hargaId', r->>'skNomor')
    ELSE concat_ws('|', r->>'skNomor', r->>'skTanggal') END;
