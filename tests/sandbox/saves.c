/*
 * saves.c - the tables behind saves.h, one per service, in the order the service validates.
 *
 * A trailing group of initialisers left out means: optional, read as sent, no label.
 */
#include "saves.h"

#include "base.h"

#include <string.h>

#define STR(w, r)                                      \
        {                                              \
                w, r, T_STR, AS_SENT, NULL, NULL, NULL \
        }
#define SAME(w) STR(w, w)
#define DATE(w, r)                                      \
        {                                               \
                w, r, T_DATE, AS_SENT, NULL, NULL, NULL \
        }
#define NUM(w)                                         \
        {                                              \
                w, w, T_NUM, AS_SENT, NULL, NULL, NULL \
        }
#define INT_AS(w, r, as)                          \
        {                                         \
                w, r, T_INT, as, NULL, NULL, NULL \
        }
#define NEED(w, r, go)                               \
        {                                            \
                w, r, T_STR, AS_SENT, go, NULL, NULL \
        }
#define NAMED(w, r, label, table)                        \
        {                                                \
                w, r, T_STR, AS_SENT, NULL, label, table \
        }
#define PATH                                                      \
        {                                                         \
                "path", "path", T_PATH, AS_SENT, NULL, NULL, NULL \
        }

/* The order of the required ones is that of the recorded error text. */
#define JABATAN_COMMON                                                                       \
        {"unorId", "unorId", T_STR, AS_SENT, "UnorID", "unorNama", "ref-unor"},              \
                {"instansiId",      "instansiKerjaId",   T_STR,     AS_SENT,                 \
                 "InstansiKerjaID", "instansiKerjaNama", "instansi"},                        \
                NEED("pnsId", "idPns", "PnsOrangId"), NEED("nomorSk", "nomorSk", "NomorSk"), \
                {"satuanKerjaId", "satuanKerjaId",   T_STR,         AS_SENT,                 \
                 "SatuanKerjaId", "satuanKerjaNama", "satuan-kerja"},                        \
                STR("instansiIndukId", NULL), SAME("jenisJabatan"),                          \
                NAMED("eselonId", "eselonId", "eselon", "eselon"),                           \
                NAMED("jabatanFungsionalId", "jabatanFungsionalId", "jabatanFungsionalNama", \
                      "jabatan-fungsional"),                                                 \
                NAMED("jabatanFungsionalUmumId", "jabatanFungsionalUmumId",                  \
                      "jabatanFungsionalUmumNama", "jabatan-fungsional-umum"),               \
                DATE("tanggalSk", "tanggalSk"), DATE("tmtJabatan", "tmtJabatan"),            \
                DATE("tmtPelantikan", "tmtPelantikan"), PATH

static const struct field unorjabatan[] = {
        JABATAN_COMMON,           SAME("subJabatanId"),           SAME("jenisMutasiId"),
        SAME("jenisPenugasanId"), DATE("tmtMutasi", "tmtMutasi"),
};

static const struct field jabatan[] = {JABATAN_COMMON};

static const struct field diklat[] = {
        NEED("pnsOrangId", "idPns", "PnsOrangId"),
        NAMED("latihanStrukturalId", "latihanStrukturalId", "latihanStrukturalNama",
              "latihan-struktural"),
        SAME("nomor"),
        DATE("tanggal", "tanggal"),
        DATE("tanggalSelesai", "tanggalSelesai"),
        INT_AS("tahun", "tahun", AS_TEXT),
        INT_AS("jumlahJam", "jumlahJam", AS_SENT),
        INT_AS("bobot", NULL, AS_SENT),
        SAME("institusiPenyelenggara"),
        STR("jenisKompetensi", NULL),
        PATH,
};

static const struct field kursus[] = {
        NEED("pnsOrangId", "idPns", "PnsOrangId"),
        STR("instansiId", NULL),
        SAME("jenisDiklatId"),
        NAMED("jenisKursus", "jenisKursusId", "jenisKursusNama", "jenis-kursus"),
        STR("jenisKursusSertipikat", "jenisKursusSertifikat"),
        SAME("namaKursus"),
        STR("nomorSertipikat", "noSertipikat"),
        SAME("institusiPenyelenggara"),
        INT_AS("jumlahJam", "jumlahJam", AS_SENT),
        INT_AS("tahunKursus", "tahunKursus", AS_TEXT),
        DATE("tanggalKursus", "tanggalKursus"),
        DATE("tanggalSelesaiKursus", "tanggalSelesaiKursus"),
        STR("lokasiId", NULL),
        {"id_rumpun_jabatan", NULL, T_ARRAY, AS_SENT, NULL, NULL, NULL},
        PATH,
};

static const struct field angkakredit[] = {
        NEED("pnsId", "pns", "PnsID"),
        SAME("nomorSk"),
        DATE("tanggalSk", "tanggalSk"),
        SAME("bulanMulaiPenailan"),
        SAME("tahunMulaiPenailan"),
        SAME("bulanSelesaiPenailan"),
        SAME("tahunSelesaiPenailan"),
        SAME("kreditUtamaBaru"),
        SAME("kreditPenunjangBaru"),
        SAME("kreditBaruTotal"),
        SAME("isAngkaKreditPertama"),
        SAME("isIntegrasi"),
        SAME("isKonversi"),
        STR("rwJabatanId", "rwJabatan"),
        PATH,
};

static const struct field skp22[] = {
        NEED("pnsDinilaiOrang", "pnsDinilaiId", "PnsDinilaiOrang"),
        INT_AS("tahun", "tahun", AS_TEXT),
        INT_AS("hasilKinerjaNilai", "hasilKinerjaNilai", AS_SENT),
        INT_AS("perilakuKerjaNilai", "PerilakuKerjaNilai", AS_SENT),
        INT_AS("kuadranKinerjaNilai", "KuadranKinerjaNilai", AS_SENT),
        SAME("statusPenilai"),
        STR("penilaiNipNrp", "nipNrpPenilai"),
        STR("penilaiNama", "namaPenilai"),
        STR("penilaiJabatan", "penilaiJabatanNm"),
        STR("penilaiUnorNama", "penilaiUnorNm"),
        STR("penilaiGolongan", "penilaiGolonganId"),
        PATH,
};

/* The months and years of the assessed period are demanded but never read back. */
static const struct field kinerjaperiodik[] = {
        NEED("pnsDinilaiId", "pnsDinilaiId", "PnsDinilaiId"),
        NEED("koefisienId", "koefisenId", "KoefisienId"),
        {"bulanMulaiPenilaian", NULL, T_INT_STR, AS_SENT, "BulanMulaiPenilaian", NULL, NULL},
        {"bulanSelesaiPenilaian", NULL, T_INT_STR, AS_SENT, "BulanSelesaiPenilaian", NULL, NULL},
        {"tahunMulaiPenilaian", NULL, T_INT, AS_SENT, "TahunMulaiPenilaian", NULL, NULL},
        {"tahunSelesaiPenilaian", NULL, T_INT, AS_SENT, "TahunSelesaiPenilaian", NULL, NULL},
        {"periodikId", "periodikId", T_STR, AS_SENT, "PeriodikId", "periodikNama", "periodik"},
        INT_AS("tahun", "tahun", AS_TEXT),
        INT_AS("hasilKinerjaNilai", "hasilKinerjaNilai", AS_TEXT),
        INT_AS("perilakuKerjaNilai", "perilakuKerjaNilai", AS_TEXT),
        INT_AS("kuadranKinerjaNilai", "kuadranKinerjaNilai", AS_TEXT),
        STR("penilaiGolongan", "penilaiGolonganId"),
        SAME("penilaiJabatanNama"),
        STR("penilaiNama", "namaPenilai"),
        SAME("penilaiNipNrp"),
        STR("penilaiUnorNama", "penilaiUnorNm"),
        SAME("statusPenilai"),
        PATH,
};

#define ASSESSOR(who)                                                                    \
        SAME(who "Golongan"), SAME(who "Jabatan"), SAME(who "Nama"), SAME(who "NipNrp"), \
                DATE(who "TmtGolongan", who "TmtGolongan"), SAME(who "UnorNama")

#define SKP_COMMON                                                                                 \
        NEED("pnsDinilaiOrang", "pns", "PnsDinilaiOrang"), INT_AS("tahun", "tahun", AS_SENT),      \
                SAME("jenisJabatan"), NUM("nilaiSkp"), NUM("orientasiPelayanan"),                  \
                NUM("integritas"), NUM("komitmen"), NUM("disiplin"), NUM("kerjasama"),             \
                NUM("kepemimpinan"), NUM("nilaiPerilakuKerja"), NUM("nilaiPrestasiKerja"),         \
                NUM("jumlah"), NUM("nilairatarata"), SAME("statusPenilai"),                        \
                SAME("statusAtasanPenilai"), SAME("pejabatPenilai"), SAME("atasanPejabatPenilai"), \
                ASSESSOR("penilai"), ASSESSOR("atasanPenilai")

static const struct field skp[] = {SKP_COMMON, STR("pnsUserId", NULL)};

static const struct field skp2021[] = {
        SKP_COMMON,
        NUM("inisiatifKerja"),
        NUM("konversiNilai"),
        NUM("nilaiIntegrasi"),
        SAME("jenisPeraturanKinerjaKd"),
};

static const struct field penghargaan[] = {
        NEED("pnsOrangId", "pnsOrangId", "PnsOrangId"),
        NAMED("hargaId", "hargaId", "hargaNama", "penghargaan"),
        SAME("skNomor"),
        DATE("skDate", "skDate"),
        INT_AS("tahun", "tahun", AS_TEXT),
        PATH,
};

static const struct field hukdis[] = {
        NEED("pnsOrangId", "pnsOrang", "PnsOrangId"),
        NAMED("jenisHukumanId", "jenisHukuman", "jenisHukumanNama", "jenis-hukuman"),
        SAME("jenisTingkatHukumanId"),
        NAMED("alasanHukumanDisiplinId", "alasanHukumanDisiplin", "alasanHukumanDisiplinNama",
              "alasan-hukuman-disiplin"),
        STR("golonganId", "golongan"),
        SAME("golonganLama"),
        STR("kedudukanHukumId", "kedudukanHukum"),
        SAME("nomorPp"),
        SAME("skNomor"),
        DATE("skTanggal", "skTanggal"),
        DATE("hukumanTanggal", "hukumanTanggal"),
        DATE("akhirHukumanTanggal", "akhirHukumTanggal"),
        SAME("masaTahun"),
        SAME("masaBulan"),
        SAME("keterangan"),
        STR("hukdisYangDiberhentikanId", "rwHukumanDisiplin"),
        SAME("skPembatalanNomor"),
        DATE("skPembatalanTanggal", "skPembatalanTanggal"),
        PATH,
};

static const struct field cpns[] = {
        NEED("pns_orang_id", NULL, "PnsOrangId"),
        STR("status_cpns_pns", NULL),
        STR("nomor_sk_cpns", "nomorSkCpns"),
        DATE("tgl_sk_cpns", "tglSkCpns"),
        DATE("tmt_cpns", "tmtCpns"),
        STR("nomor_sk_pns", "nomorSkPns"),
        DATE("tgl_sk_pns", "tglSkPns"),
        DATE("tmt_pns", "tmtPns"),
        STR("nomor_spmt", "noSpmt"),
        DATE("tmt_melaksanakan_tugas", "tglSpmt"),
        STR("nomor_sttpl", "nomorSttpl"),
        DATE("tgl_sttpl", "tglSttpl"),
        STR("nomor_dokter_pns", "noSuratKeteranganDokter"),
        DATE("tanggal_dokter_pns", "tglSuratKeteranganDokter"),
        STR("pertek_cpns_pns_l2th_nomor", NULL),
        DATE("pertek_cpns_pns_l2th_tanggal", NULL),
        STR("kartu_pegawai", "noSeriKarpeg"),
        STR("nama_jabatan_angkat_cpns", NULL),
        PATH,
};

static const struct field data_utama[] = {
        NEED("pns_orang_id", NULL, "PnsOrangId"),
        NAMED("agama_id", "agamaId", "agama", "agama"),
        SAME("alamat"),
        SAME("email"),
        STR("email_gov", "emailGov"),
        STR("kabupaten_id", NULL),
        SAME("karis_karsu"),
        SAME("kelas_jabatan"),
        NAMED("kpkn_id", "kpknId", "kpknNama", "kpkn"),
        NAMED("lokasi_kerja_id", "lokasiKerjaId", "lokasiKerja", "lokasi"),
        STR("nomor_bpjs", "bpjs"),
        STR("nomor_hp", "noHp"),
        STR("nomor_telpon", "noTelp"),
        STR("npwp_nomor", "noNpwp"),
        DATE("npwp_tanggal", "tglNpwp"),
        {"tanggal_taspen", "tanggal_taspen", T_DATE, AS_TIME, NULL, NULL, NULL},
        STR("tapera_nomor", NULL),
        STR("taspen_nomor", "noTaspen"),
};

static const struct field pasangan[] = {
        NEED("pnsOrangId", "pnsOrangId", "PnsOrangId"),
        SAME("agamaId"),
        SAME("alamat"),
        SAME("email"),
        SAME("jenisIdentitas"),
        SAME("nama"),
        SAME("noAktaCerai"),
        SAME("noAktaMenikah"),
        SAME("noAktaMeninggal"),
        SAME("noHp"),
        SAME("nomorIdentitas"),
        {"pasanganKe", "pasanganKe", T_INT_STR, AS_SENT, NULL, NULL, NULL},
        SAME("statusHidup"),
        SAME("statusPekerjaanPasangan"),
        SAME("statusPernikahan"),
        DATE("tglAktaMenikah", "tglAktaMenikah"),
        DATE("tglLahir", "tglLahir"),
        SAME("tempatLahir"),
};

static const struct field anak[] = {
        NEED("pnsOrangId", "pnsOrangId", "PnsOrangId"),
        SAME("agamaId"),
        SAME("aktaKelahiran"),
        SAME("aktaMeninggal"),
        SAME("alamat"),
        SAME("email"),
        SAME("isPns"),
        SAME("jenisAnakId"),
        SAME("jenisIdDokumenId"),
        SAME("jenisKawinId"),
        SAME("jenisKelamin"),
        SAME("nama"),
        SAME("nipAnak"),
        SAME("nomorHp"),
        SAME("nomorIdDocument"),
        SAME("nomorTelpon"),
        SAME("pasanganId"),
        SAME("statusHidup"),
        DATE("tglLahir", "tglLahir"),
        DATE("tglMeninggal", "tglMeninggal"),
};

static const struct field sertifikasi[] = {
        NEED("pnsOrangId", "pnsOrangId", "PnsOrangId"),
        SAME("gelarBelakangSert"),
        SAME("gelarDepanSert"),
        SAME("lembagaSertifikasiId"),
        SAME("lembagaSertifikasiNama"),
        DATE("masaBerlakuSertMulai", "masaBerlakuSertMulai"),
        DATE("masaBerlakuSertSelasai", "masaBerlakuSertSelasai"),
        SAME("namaSertifikasi"),
        SAME("nomorSertifikat"),
        SAME("rumpunJabatanId"),
        DATE("tanggalSertifikat", "tanggalSertifikat"),
        PATH,
};

static const struct field tubel[] = {
        NEED("pnsOrangId", "pnsOrangId", "PnsOrangId"),
        SAME("namaSekolah"),
        SAME("pendidikanId"),
        DATE("tglMulai", "tglMulai"),
        DATE("tglSelesai", "tglSelesai"),
};

static const struct field kgb[] = {
        NEED("pnsId", "pnsId", "PnsID"),
        SAME("gajiBaru"),
        SAME("gajiLama"),
        SAME("nomorSk"),
        DATE("tanggalSk", "tanggalSk"),
        DATE("tmtGajiBaru", "tmtGajiBaru"),
        SAME("masaKerja"),
};

static const struct field aktivity[] = {
        NEED("pnsId", "pnsId", "PnsID"),
        INT_AS("kegiatanId", "kegiatanId", AS_SENT),
        INT_AS("realisasi", "realisasi", AS_SENT),
        INT_AS("sesi", "sesi", AS_SENT),
        SAME("sistem"),
        SAME("waktu"),
};

#define FIELDS(table) table, COUNT(table)

const struct save saves[] = {
        {"/jabatan/unorjabatan/save", "rw-jabatan", FIELDS(unorjabatan), "pnsId", REPLY_OBJECT,
         "rwJabatanId", false, EXTRA_JABATAN},
        {"/jabatan/save", "rw-jabatan", FIELDS(jabatan), "pnsId", REPLY_OBJECT, "rwJabatanId",
         false, EXTRA_JABATAN},
        {"/diklat/save", "rw-diklat", FIELDS(diklat), "pnsOrangId", REPLY_OBJECT, "rwDiklatId",
         false, EXTRA_NONE},
        {"/kursus/save", "rw-kursus", FIELDS(kursus), "pnsOrangId", REPLY_OBJECT, "rwKursusId",
         false, EXTRA_NONE},
        {"/angkakredit/save", "rw-angkakredit", FIELDS(angkakredit), "pnsId", REPLY_OBJECT,
         "rwAngkaKreditId", false, EXTRA_ANGKAKREDIT},
        {"/skp22/save", "rw-skp22", FIELDS(skp22), "pnsDinilaiOrang", REPLY_STRING, NULL, false,
         EXTRA_SKP22},
        {"/kinerjaperiodik/save", "rw-kinerjaperiodik", FIELDS(kinerjaperiodik), "pnsDinilaiId",
         REPLY_STRING, NULL, false, EXTRA_KINERJA},
        {"/skp/save", "rw-skp", FIELDS(skp), "pnsDinilaiOrang", REPLY_STRING, NULL, false,
         EXTRA_NONE},
        {"/skp/2021/save", "rw-skp", FIELDS(skp2021), "pnsDinilaiOrang", REPLY_STRING, NULL, false,
         EXTRA_NONE},
        {"/penghargaan/save", "rw-penghargaan", FIELDS(penghargaan), "pnsOrangId", REPLY_OBJECT,
         "rwPenghargaanId", false, EXTRA_NONE},
        {"/hukdis/save", "rw-hukdis", FIELDS(hukdis), "pnsOrangId", REPLY_OBJECT, "rwHukdisId",
         false, EXTRA_NONE},
        {"/cpns/save", "pns", FIELDS(cpns), "pns_orang_id", REPLY_DATA, NULL, true, EXTRA_NONE},
        {"/pns/data-utama-update", "pns", FIELDS(data_utama), "pns_orang_id", REPLY_CODE, NULL,
         true, EXTRA_NONE},
        {"/keluarga/pasangan/save", "data-pasangan", FIELDS(pasangan), "pnsOrangId", REPLY_STRING,
         NULL, false, EXTRA_NONE},
        {"/keluarga/anak/save", "data-anak", FIELDS(anak), "pnsOrangId", REPLY_STRING, NULL, false,
         EXTRA_NONE},
        {"/sertifikasi/save", "rw-sertifikasi", FIELDS(sertifikasi), "pnsOrangId", REPLY_OBJECT,
         "rwSertifikasiId", false, EXTRA_NONE},
        {"/tubel/save", "rw-tubel", FIELDS(tubel), "pnsOrangId", REPLY_STRING, NULL, false,
         EXTRA_NONE},
        {"/kgb/save", "rw-kgb", FIELDS(kgb), "pnsId", REPLY_STRING, NULL, false, EXTRA_NONE},
        {"/dashboard/aktivity/save", "aktivity", FIELDS(aktivity), "pnsId", REPLY_STRING, NULL,
         false, EXTRA_NONE},
};

const size_t save_count = COUNT(saves);

const struct save *save_find(const char *path)
{
        for (size_t i = 0; i < save_count; i++)
                if (strcmp(saves[i].path, path) == 0)
                        return &saves[i];
        return NULL;
}
